'use strict'
// A BitTorrent DHT of ara-network, on loopback, that can be called.
// ARA_DHT_PORT: its UDP port (6881); ARA_DHT_BOOTSTRAP: host:port of others to join, with commas (none)
const { createHash, randomBytes } = require('crypto')
const { createServer, createClient } = require('ara-network/dht')
const inc = require('ara-inc')

const port = Number(process.env.ARA_DHT_PORT || 6881)
const others = (process.env.ARA_DHT_BOOTSTRAP || '').split(',').filter(Boolean)
const options = bootstrap => ({ bootstrap, nodeId: randomBytes(20), host: '127.0.0.1' })

const server = createServer(options(others.length > 0 ? others : false))
let client // our way in: asks over UDP, as any other peer would
const node = inc.node('dht', { version: '1.4.1', ports: { udp: port }, starting: true })

/** A key is an info hash of 40 hexadecimal digits; any other text stands for its SHA-1. */
const infoHash = key => /^[0-9a-f]{40}$/i.test(key) ? key.toLowerCase() : createHash('sha1').update(String(key)).digest('hex')

node.function('lookup', key => new Promise((resolve, reject) => {
  const wanted = infoHash(key)
  const peers = new Map()
  const onpeer = ({ host, port }, hash) => {
    if (hash.toString('hex') === wanted) peers.set(`${host}:${port}`, { host, port })
  }
  client.on('peer', onpeer)
  client.lookup(wanted, error => {
    client.off('peer', onpeer)
    error ? reject(error) : resolve([...peers.values()])
  })
}), { params: ['key'] })

node.function('announce', (key, port) => new Promise((resolve, reject) => {
  if (!(Number.isInteger(port) && port > 0 && port < 65536)) {
    throw new inc.IncError(inc.codes.BAD_PARAMETERS, `'port' is a whole number from 1 to 65535, not ${port}`)
  }
  client.announce(infoHash(key), port, (error, count) => error ? reject(error) : resolve({ key: infoHash(key), nodes: count }))
}), { params: ['key', 'port'] })

node.function('nodes', () => server.toJSON().nodes)

watch(server).listen(port, '127.0.0.1', () => {
  client = watch(createClient(options([`127.0.0.1:${port}`, ...others])))
  client.listen(0, '127.0.0.1')
  client.once('ready', () => {
    node.ready()
    console.log(`dht: listening on udp 127.0.0.1:${port}`)
  })
})

function watch (dht) {
  dht.on('error', fail)
  dht.on('warning', warning => console.error(`dht: ${warning.message}`))
  return dht
}

function fail (error) {
  console.error(`dht: ${error.message}`)
  process.exit(1)
}

process.once('SIGTERM', leave).once('SIGINT', leave)
async function leave () {
  await node.leave()
  process.exit(0)
}
