package io.sanhang.evaluation.ballot;

import io.sanhang.evaluation.transparency.Merkle;
import io.sanhang.support.errors.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What the registrar has signed blindly: campaign, scope and the one-time public key of the rater, behind a random prefix
 * (RFC 9474 PrepareRandomize).
 *
 * @param inputMsg the whole signed message
 * @param publicKey Ed25519, 32 bytes
 */
record Token(byte[] inputMsg, String campaignId, String scope, byte[] publicKey) {

    private static final int PREFIX = 32;
    private static final int KEY = 32;

    /** @throws Refusal {@code bad-ballot} when it is not {@code prefix || 01 || len8 cid || len8 scope || key} */
    static Token parse(byte[] inputMsg) {
        var at = PREFIX;
        if (inputMsg.length < PREFIX + 3 + KEY || inputMsg[at++] != 1) {
            throw bad();
        }
        var cidLength = inputMsg[at++] & 0xFF;
        if (inputMsg.length < at + cidLength + 1 + KEY) {
            throw bad();
        }
        var cid = new String(inputMsg, at, cidLength, StandardCharsets.US_ASCII);
        at += cidLength;
        var scopeLength = inputMsg[at++] & 0xFF;
        if (inputMsg.length != at + scopeLength + KEY) {
            throw bad();
        }
        var scope = new String(inputMsg, at, scopeLength, StandardCharsets.US_ASCII);
        return new Token(inputMsg, cid, scope, Arrays.copyOfRange(inputMsg, at + scopeLength, inputMsg.length));
    }

    /** SHA-256(02 || inputMsg): spent once. */
    byte[] nullifier() {
        return Merkle.sha256(new byte[] {2}, inputMsg);
    }

    /** {@code c} of {@code c/u-edu}. */
    String category() {
        return scope.substring(0, Math.max(0, scope.indexOf('/')));
    }

    String unit() {
        return scope.substring(scope.indexOf('/') + 1);
    }

    private static Refusal bad() {
        return Refusal.malformed("bad-ballot").at("/inputMsg");
    }
}
