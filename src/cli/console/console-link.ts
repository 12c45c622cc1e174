/** The address that logs in at a console. The code is behind `#`, which browsers send to no server. */
export function consoleLink(url: string, code: string): string {
  return `${url}/console/#console=${code}`;
}
