/** The standard normal distribution function (Abramowitz & Stegun 7.1.26, off by less than 1e-7). */
export function normalCdf(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const series =
    t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  const tail = 0.5 * series * Math.exp(-x * x);
  return z >= 0 ? 1 - tail : tail;
}

/** In milliseconds: nothing lasts longer than a day or so. */
const slowest = 1e-8;

/** The chance per unit of time to end between two ages, for log-normal lives of this mean. */
export function logNormalHazard(mean: number, variation: number, from: number, to: number): number {
  const variance = Math.log(1 + variation * variation);
  const centre = Math.log(mean) - variance / 2;
  const survival = (age: number) =>
    age <= 0 ? 1 : Math.max(1e-9, normalCdf((centre - Math.log(age)) / Math.sqrt(variance)));
  return Math.max(slowest, Math.log(survival(from) / survival(to)) / (to - from));
}

/** The quantile, at a normal deviation z, of a gamma variable of mean 1 (Wilson–Hilferty). */
export function gammaQuantile(variance: number, z: number): number {
  const spread = variance / 9;
  return Math.max(0.02, 1 - spread + z * Math.sqrt(spread)) ** 3;
}

/** The chance that a gamma variable of mean 1 is below x (the same approximation, read backwards). */
export function gammaCdf(variance: number, x: number): number {
  const spread = variance / 9;
  return normalCdf((Math.cbrt(Math.max(0, x)) - 1 + spread) / Math.sqrt(spread));
}
