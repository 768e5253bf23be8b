package io.sanhang.identity.credential;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.RSAPrivateCrtKeySpec;

/** Private keys from published numbers, in hex. */
final class Keys {

    private Keys() {}

    static BigInteger hex(String number) {
        return new BigInteger(number, 16);
    }

    static RSAPrivateCrtKey of(BigInteger n, BigInteger e, BigInteger d, BigInteger p, BigInteger q)
            throws GeneralSecurityException {
        var one = BigInteger.ONE;
        return key(new RSAPrivateCrtKeySpec(
                n, e, d, p, q, d.mod(p.subtract(one)), d.mod(q.subtract(one)), q.modInverse(p)));
    }

    /** The same key with one wrong CRT exponent: what a fault in memory would make of it. */
    static RSAPrivateCrtKey faulty(RSAPrivateCrtKey key) throws GeneralSecurityException {
        return key(new RSAPrivateCrtKeySpec(
                key.getModulus(),
                key.getPublicExponent(),
                key.getPrivateExponent(),
                key.getPrimeP(),
                key.getPrimeQ(),
                key.getPrimeExponentP().flipBit(5),
                key.getPrimeExponentQ(),
                key.getCrtCoefficient()));
    }

    private static RSAPrivateCrtKey key(RSAPrivateCrtKeySpec numbers) throws GeneralSecurityException {
        return (RSAPrivateCrtKey) KeyFactory.getInstance("RSA").generatePrivate(numbers);
    }
}
