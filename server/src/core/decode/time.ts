// Which texts Go's time.Parse takes for RFC 3339, with its own leniency (one digit for the hour, a comma before the fraction).

const TIME = /^(\d{4})-(\d{2})-(\d{2})T(\d{1,2}):(\d{2}):(\d{2})([.,]\d+)?(?:Z|[+-](\d{2}):(\d{2}))$/

/** @param micro exactly six digits after the seconds, as metav1.MicroTime wants them */
export function isTime(text: string, micro: boolean): boolean {
  const match = TIME.exec(text)
  if (match === null) return false
  const [, year = '', month = '', day = '', hour = '', minute = '', second = '', fraction, zoneHour = '0', zoneMinute = '0'] = match
  if (micro && !/^[.,]\d{6}$/.test(fraction ?? '')) return false
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59 || Number(zoneHour) > 24 || Number(zoneMinute) > 60) return false
  return Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= daysIn(Number(year), Number(month))
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}
