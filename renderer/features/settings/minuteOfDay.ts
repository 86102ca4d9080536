/** Minutes of the local day as a time field writes them: 1320 → "22:00". */
export function writeMinute(minute: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

/** The minute of the local day of "22:00"; undefined for what is no time. */
export function readMinute(text: string): number | undefined {
  const match = /^(\d{2}):(\d{2})$/.exec(text);
  const minute = match ? Number(match[1]) * 60 + Number(match[2]) : Number.NaN;
  return minute >= 0 && minute < 24 * 60 && Number(match?.[2]) < 60 ? minute : undefined;
}
