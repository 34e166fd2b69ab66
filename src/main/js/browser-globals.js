// For bundlers: what localcast's browser build takes for granted of browserify. See "In a page" in README.md.
export { Buffer } from 'buffer'
export { default as process } from 'process/browser'
