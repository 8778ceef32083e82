/** What a user agent says about browser and system: words of these lists and numbers of at most three digits, nothing else. */
export type Browser = { family?: string; majorVersion?: string; system?: string }

/** Browser family, its major version, and system; what is not on the lists stays undefined. */
export function browserOf(userAgent: string): Browser {
  for (const [pattern, family] of browsers) {
    const match = pattern.exec(userAgent)
    if (match) return { family, majorVersion: match[1], system: systemOf(userAgent) }
  }
  return { system: systemOf(userAgent) }
}

function systemOf(userAgent: string): string | undefined {
  return systems.find(([pattern]) => pattern.test(userAgent))?.[1]
}

// Most browsers also name the ones they descend from: the special ones come first. A number that goes on after three digits is no version.
const browsers: [RegExp, string][] = [
  [/\bEdgA?(?:iOS)?\/(\d{1,3})?(?!\d)/, 'Edge'],
  [/\b(?:OP[RTX]|Opera)\/(\d{1,3})?(?!\d)/, 'Opera'],
  [/\bSamsungBrowser\/(\d{1,3})?(?!\d)/, 'SamsungBrowser'],
  [/\b(?:Firefox|FxiOS)\/(\d{1,3})?(?!\d)/, 'Firefox'],
  [/\b(?:Chrome|CriOS|Chromium|HeadlessChrome)\/(\d{1,3})?(?!\d)/, 'Chrome'],
  [/\bVersion\/(\d{1,3})(?!\d)\S* (?:Mobile\/\S+ )?Safari\//, 'Safari'],
  [/\bSafari\//, 'Safari'],
]

const systems: [RegExp, string][] = [
  [/\b(?:iPhone|iPad)\b/, 'iOS'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
]
