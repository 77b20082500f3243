const silence = 'it does not answer';

/** Why Redis does not carry hints, told once for each reason until it does. */
export function createTrouble(url: string, says: (sentence: string) => void) {
  const secrets = secretsOf(url);
  const said = new Set<string>();
  let reason = silence;

  /** Some servers repeat what they did not understand, the password with it. */
  const withoutSecrets = (text: string) =>
    secrets.reduce((rest, secret) => rest.replaceAll(secret, '…'), text);

  return {
    met(error: unknown) {
      reason = withoutSecrets(wordsOf(error as Error));
    },
    say() {
      if (said.has(reason)) return;
      said.add(reason);
      says(`Redis does not carry hints (${reason}): this node looks into the database each second instead.`);
    },
    over() {
      reason = silence;
      said.clear();
    },
  };
}

function secretsOf(url: string): string[] {
  const { password } = new URL(url);
  return [...new Set([password, decodeURIComponent(password)])].filter((secret) => secret !== '');
}

/** A host with several addresses fails with an error for each, and no words of its own. */
const wordsOf = ({ message, errors }: Error & { errors?: Error[] }): string =>
  message || errors?.[0]?.message || silence;
