import { reactive } from 'vue'

/** What the operator filled in. An empty value hides its line: nothing is made up. */
export interface Site {
  name: string
  county: string
  domain: string
  siteCode: string
  organiser: string
  undertaker: string
  contact: string
  icp: string
  policeRecord: string
  policeRecordUrl: string
  errorReportUrl: string
}

export const site = reactive<Site>({
  name: '三航',
  county: '',
  domain: '',
  siteCode: '',
  organiser: '',
  undertaker: '',
  contact: '',
  icp: '',
  policeRecord: '',
  policeRecordUrl: '',
  errorReportUrl: '',
})

/** Page tags that government sites carry, each only when its value is known. */
function tag(name: string, content: string): void {
  if (!content) return
  const meta = document.createElement('meta')
  meta.name = name
  meta.content = content
  document.head.append(meta)
}

export async function loadSite(): Promise<void> {
  try {
    const response = await fetch('/site.json')
    const given = response.ok ? ((await response.json()) as Record<string, unknown>) : {}
    for (const key of Object.keys(site) as (keyof Site)[]) {
      const value = given[key]
      if (typeof value === 'string' && value !== '') site[key] = value
    }
  } catch {
    // The pages work without it.
  }
  tag('SiteName', site.county + site.name)
  tag('SiteDomain', site.domain)
  tag('SiteIDCode', site.siteCode)
}
