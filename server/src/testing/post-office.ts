import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export interface Taken {
  raw: string;
  mail: Email;
  from: string;
  to: string[];
}

/** A mail server as they stand in the world; `options` say how it behaves. */
export async function postOffice(options: SMTPServerOptions = {}, port = 0) {
  const taken: Taken[] = [];
  const server = new SMTPServer({
    authOptional: true,
    hideSTARTTLS: true,
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk) => chunks.push(chunk));
      stream.on('end', async () => {
        const raw = Buffer.concat(chunks).toString('utf8');
        const { mailFrom, rcptTo } = session.envelope;
        taken.push({
          raw,
          mail: await PostalMime.parse(raw),
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
        });
        done();
      });
    },
    ...options,
  });
  server.on('error', () => {});
  server.listen(port, '127.0.0.1');
  await once(server.server, 'listening');
  const bound = (server.server.address() as AddressInfo).port;
  return {
    taken,
    port: bound,
    url: `smtp://127.0.0.1:${bound}`,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

export type PostOffice = Awaited<ReturnType<typeof postOffice>>;

/** Takes a mail until its first words, and is gone. */
export async function cutInTheMiddle() {
  let cuts = 0;
  const server = createServer((socket) => {
    socket.write('220 mail.example ESMTP\r\n');
    socket.on('error', () => {});
    socket.on('data', (bytes) => {
      const said = bytes.toString();
      if (/^(EHLO|MAIL|RCPT)/.test(said)) return socket.write('250 OK\r\n');
      if (said.startsWith('DATA')) return socket.write('354 go on\r\n');
      cuts += 1;
      return socket.destroy();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
  return { port: (server.address() as AddressInfo).port, cuts: () => cuts, close };
}

/** The link in a mail: what stands behind its #. */
export function linkIn({ mail }: Taken): { token: string; key: string } {
  const [, token = '', key = ''] = /\/continue\?lang=\w+#([\w-]+)\.(\w+)/.exec(mail.text ?? '') ?? [];
  return { token, key };
}
