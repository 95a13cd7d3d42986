/** For `METRICS_TOKEN`. */
export const METRICS_TOKEN = 'faults-metrics-token';

/** The value of one series; 0 when it has not been counted yet. @param series name with labels, as Prometheus writes it */
export async function metric(apiUrl: string, series: string): Promise<number> {
  const response = await fetch(`${apiUrl}/metrics`, { headers: { authorization: `Bearer ${METRICS_TOKEN}` } });
  const text = await response.text();
  if (!response.ok) throw new Error(`/metrics answered ${response.status}`);
  const line = text.split('\n').find((candidate) => candidate.startsWith(`${series} `));
  return line === undefined ? 0 : Number(line.slice(series.length + 1));
}
