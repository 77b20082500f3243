const address = /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/;

export const isEmail = (text: string) => text.length <= 254 && address.test(text);
