const hues = 11;

/**
 * Every chat's own hue, in degrees. Eleven is prime, so agents who take every second or every fourth
 * ticket still get eleven different ones, and neighbours in line lie far apart on the circle.
 */
export const hueOf = (ticket: number) => Math.round((((ticket * 4) % hues) * 360) / hues + 15);
