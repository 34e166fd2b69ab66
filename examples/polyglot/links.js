'use strict'
// Short names for long addresses. What it knows is in the store, a node in Java.
const inc = require('ara-inc')

const node = inc.node('links', { version: '1.0.0', requires: ['store'] })

/** The short name of an address: the same one whenever it is asked again. */
node.function('shorten', async (address, { call }) => {
  let url
  try {
    url = new URL(address).href
  } catch {
    throw new inc.IncError(inc.codes.BAD_PARAMETERS, `'address' is not a URL: ${address}`)
  }
  const known = await call('store', 'get', [`name:${url}`])
  if (known !== null) return known
  const name = String(await call('store', 'increment', ['names']))
  await call('store', 'set', [`address:${name}`, url])
  await call('store', 'set', [`name:${url}`, name])
  return name
}, { params: ['address'] })

/** The address of a short name, null when nobody has shortened one to it. */
node.function('resolve', (name, { call }) => call('store', 'get', [`address:${name}`]), { params: ['name'] })

/** How many addresses have a short name; the store asks for it. */
node.function('count', async ({ call }) => Number(await call('store', 'get', ['names']) ?? 0), { params: [] })

console.log('links: ready')
process.once('SIGTERM', leave).once('SIGINT', leave)
async function leave () {
  await node.leave()
  process.exit(0)
}
