// Checked by tsc --strict, never run: each use that the types are to allow, and some that they are to forbid.
import { node, codes, IncError, Context, Info, Pong, Stats } from 'ara-inc'

const resolver = node('resolver', { requires: ['dht'], version: '1.0.0', description: 'finds', ports: { udp: 5300 }, starting: true })

resolver
  .function('resolve', async (did: string, { call, signal, caller }: Context) => {
    if (signal.aborted) throw new IncError(7, `${caller} gave up`, { did })
    const peers: Array<{ host: string, port: number }> = await call('dht', 'lookup', [did])
    return peers
  }, { params: [{ name: 'did', type: 'string', description: 'whom' }], returns: 'peers', description: 'Where somebody is' })
  .function('stop', () => process.exit(0), { allow: ['ara-up'], params: ['reason'] })
  .ready()

resolver.on('up', ({ name, state, functions }) => console.log(name.length, state === 'ready', functions?.length))
resolver.once('down', ({ name, pid }) => console.log(name.length, pid))

async function use (): Promise<void> {
  const abort = new AbortController()
  const value = await resolver.call('dns', 'lookup', { name: 'x' }, { timeout: 100, idempotent: true, signal: abort.signal })
  const info = await resolver.call<Info>('dns', 'info')
  const stats = await resolver.call<Stats>('dns@42', 'stats')
  const pongs: Pong[] = await resolver.require(['dht'], { timeout: 1000 })
  const [{ rtt }] = await resolver.ping(['dht'], { timeout: 100 })
  console.log(value, info.functions[0]?.params?.[0]?.name, stats.calls[0]?.p99, pongs, rtt)
  try {
    await resolver.require()
  } catch (error) {
    if (error instanceof IncError && error.code === codes.NOT_RUNNING) console.log(error.node, error.data)
  }
  await resolver.leave()
}

// @ts-expect-error: a name is a string
node(5)
// @ts-expect-error: there is no such option
node('x', { require: ['dht'] })
// @ts-expect-error: what goes over the bus is JSON
resolver.call('dht', 'lookup', [() => {}])
// @ts-expect-error: there is no such code
codes.NO_SUCH_CODE.toFixed()

use().catch(console.error)
