'use strict'
// A DNS discovery server of ara-network, on loopback, that can be called. It tells the DHT where it is.
// ARA_DNS_PORT: its UDP port (5300)
const { createServer } = require('ara-network/dns')
const inc = require('ara-inc')

const port = Number(process.env.ARA_DNS_PORT || 5300)
const server = createServer({ multicast: false })
const client = createServer({ multicast: false, server: `127.0.0.1:${port}` })
const node = inc.node('dns', { version: '1.4.1', requires: ['dht'], ports: { udp: port }, starting: true })

/** Where whoever announced itself under this name is: [{ host, port }]. */
node.function('lookup', name => new Promise((resolve, reject) => {
  const peers = new Map()
  const onpeer = (id, { host, port }) => {
    if (id === name) peers.set(`${host}:${port}`, { host, port })
  }
  client.on('peer', onpeer)
  client.lookup(name, error => {
    client.off('peer', onpeer)
    error ? reject(error) : resolve([...peers.values()])
  })
}), { params: ['name'] })

node.function('announce', (name, port) => done(callback => client.announce(name, port, callback)), { params: ['name', 'port'] })
node.function('unannounce', (name, port) => done(callback => client.unannounce(name, port, callback)), { params: ['name', 'port'] })

/** All that is known: what dig finds as NAME.ara.local on this port. */
node.function('records', () => server.toJSON().map(({ name, records }) => ({
  name, records: records.map(({ host, port }) => ({ host, port }))
})))

for (const dns of [server, client]) dns.on('error', fail)
client.socket.bind({ port: 0, address: '127.0.0.1' })
server.listen({ port, address: '127.0.0.1' }, async () => {
  try {
    await node.call('dht', 'announce', ['dns.ara.local', port])
    node.ready()
    console.log(`dns: listening on udp 127.0.0.1:${port}, announced in the dht as dns.ara.local`)
  } catch (error) {
    fail(error)
  }
})

function done (action) {
  return new Promise((resolve, reject) => action(error => error ? reject(error) : resolve(true)))
}

function fail (error) {
  console.error(`dns: ${error.message}`)
  process.exit(1)
}

process.once('SIGTERM', leave).once('SIGINT', leave)
async function leave () {
  await node.leave()
  process.exit(0)
}
