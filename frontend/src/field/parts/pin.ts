// What may be a PIN: six digits that are not the first somebody who found the phone would try. Pure.
export const LENGTH = 6;

export function isTooEasy(pin: string): boolean {
  const steps = new Set([...pin].slice(1).map((digit, at) => Number(digit) - Number(pin[at])));
  const isRun = steps.size === 1 && [0, 1, -1].includes([...steps][0]!);
  return isRun || pin === pin.slice(0, 2).repeat(3) || pin === pin.slice(0, 3).repeat(2);
}
