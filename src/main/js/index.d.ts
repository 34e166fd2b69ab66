/// <reference types="node" />
import { EventEmitter } from 'events'

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
export type Params = Json[] | { [name: string]: Json }

export interface NodeOptions {
  /** The nodes that this one needs; told in its pong, and what `require()` asks for. */
  requires?: string[]
  version?: string
  /** For people; told by `info`. */
  description?: string
  /** By purpose, for example `{ udp: 6881 }`. */
  ports?: { [purpose: string]: number }
  /** Hold calls until `ready()`. */
  starting?: boolean
  /** Calls that may run at one time before others are refused as overloaded; 1000. */
  concurrency?: number
}

export interface Param {
  name: string
  /** For people, told by `info`: nothing is checked against it. */
  type?: string
  description?: string
}

export interface FunctionOptions {
  /** Names of the callers, or true for all. Needed for stop, start, configure and getInstance, which are refused else. */
  allow?: true | string[]
  /** The parameters, by name or with more about them: the function then gets exactly these, in this order. */
  params?: Array<string | Param>
  /** For people, told by `info`, as is `returns`. */
  description?: string
  returns?: string
}

export interface CallOptions {
  /** Milliseconds; 5000. */
  timeout?: number
  /** Running it twice does no harm: it may be sent again to a node that remembers nothing. */
  idempotent?: boolean
  /** Cancels the call. */
  signal?: AbortSignal
}

export interface Context {
  /** The caller's name: a claim. */
  readonly caller: string
  /** Aborted when the caller cancels. */
  readonly signal: AbortSignal
  /** As `Node.call`, within what is left of the caller's deadline. */
  call<T = Json> (target: string, method: string, params?: Params, options?: CallOptions): Promise<T>
}

export type State = 'starting' | 'ready' | 'stopping'

export interface Pong {
  name?: string
  /** A browser page has none. */
  pid?: number
  version?: string
  /** Milliseconds since 1970. */
  started?: number
  state?: State
  functions?: string[]
  requires?: string[]
  ports?: { [purpose: string]: number }
}

/** What `call(name, 'info')` gives. */
export interface Info {
  name: string
  pid?: number
  version?: string
  description?: string
  /** Milliseconds since 1970. */
  started: number
  state: State
  functions: Array<{ name: string, description?: string, params?: Param[], returns?: string }>
  requires: string[]
  ports?: { [purpose: string]: number }
}

/** What `call(name, 'stats')` gives: the calls of others to this node. */
export interface Stats {
  /** Milliseconds since 1970. */
  since: number
  calls: Array<{
    function: string
    /** A claim; beyond 1000 rows '(others)'. */
    caller: string
    calls: number
    /** Those that ended otherwise than with a value. */
    errors: number
    /** Milliseconds from arrival to end, 2.5 % off at most. */
    p50: number
    p99: number
  }>
}

/** Another node, come or gone. */
export interface Gone {
  name: string
  pid?: number
}

export interface Events {
  /** A node answers that did not before. */
  up: [pong: Pong & { name: string }]
  /** One that was up left, or its process ended. */
  down: [gone: Gone]
  /** A node says that it leaves. */
  bye: [bye: Partial<Gone>]
  /** An answer to a ping of this node's. */
  pong: [pong: Pong]
}

export interface Node extends EventEmitter {
  readonly name: string
  readonly state: State
  function (name: string, fn: (...args: any[]) => unknown, options?: FunctionOptions): this
  /** Rejected with an IncError. `target` is NAME, or NAME@PID for one process of several. */
  call<T = Json> (target: string, method: string, params?: Params, options?: CallOptions): Promise<T>
  /** Has ara-up boot what does not run of these nodes (of this node's own `requires`), and what they require; 60000 ms. */
  require (names?: string[], options?: { timeout?: number, signal?: AbortSignal }): Promise<Pong[]>
  ping (nodes?: string[], options?: { timeout?: number }): Promise<Array<Pong & { rtt: number }>>
  ready (): this
  leave (): Promise<void>
  on<E extends keyof Events> (event: E, listener: (...args: Events[E]) => void): this
  once<E extends keyof Events> (event: E, listener: (...args: Events[E]) => void): this
  off<E extends keyof Events> (event: E, listener: (...args: Events[E]) => void): this
}

export class IncError extends Error {
  constructor (code: number, message: string, data?: Json)
  code: number
  data?: Json
  /** The node whose call failed. */
  node?: string
}

export const codes: {
  readonly NO_SUCH_FUNCTION: -32601
  readonly BAD_PARAMETERS: -32602
  readonly THREW: -32603
  readonly NOT_RUNNING: -32001
  readonly TIMED_OUT: -32002
  readonly REFUSED: -32003
  readonly CANCELLED: -32004
  readonly OVERLOADED: -32005
  readonly OUTCOME_UNKNOWN: -32006
}

/** Puts a node on the bus: from now on it answers ping, and takes calls as soon as it is ready. */
export function node (name: string, options?: NodeOptions): Node
