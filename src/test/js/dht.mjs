// A real bittorrent-dht in a process of its own, driven by lines: `node dht.mjs [BOOTSTRAP_HOST:PORT]`
//   stdin:   `announce INFOHASH PORT`, `lookup INFOHASH`
//   stdout:  `listening PORT`, `ready`, `announced INFOHASH`, `peer INFOHASH HOST:PORT`, `found INFOHASH COUNT`
// It ends when its stdin does, so that no test leaves it behind.
import readline from 'node:readline'
import DHT from 'bittorrent-dht'

const dht = new DHT({ bootstrap: process.argv[2] ? [process.argv[2]] : false, host: '127.0.0.1' })
dht.on('peer', (peer, infoHash) => console.log(`peer ${infoHash.toString('hex')} ${peer.host}:${peer.port}`))
dht.on('ready', () => console.log('ready'))
dht.listen(0, '127.0.0.1', () => console.log('listening ' + dht.address().port))

readline.createInterface({ input: process.stdin })
  .on('line', line => {
    const [command, infoHash, port] = line.split(' ')
    if (command === 'announce') {
      dht.announce(infoHash, Number(port), error => console.log(error ? 'failed ' + error : 'announced ' + infoHash))
    } else {
      dht.lookup(infoHash, (error, count) => console.log(error ? 'failed ' + error : `found ${infoHash} ${count}`))
    }
  })
  .on('close', () => process.exit(0))
