import { hashes } from '@noble/ed25519'
import { sha512 } from '@noble/hashes/sha2.js'

// The synchronous form: crypto.subtle is missing on plain http intranet addresses.
hashes.sha512 = sha512
