package io.sanhang.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import io.sanhang.support.security.TokenRules;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;

/** Signed access tokens of test people, as {@code Authorization} header values. */
public final class Tokens {

    public static final String ISSUER = "http://sanhang.test";
    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final RSAKey KEY = newKey();
    private static final NimbusJwtEncoder ENCODER = new NimbusJwtEncoder(new ImmutableJWKSet<>(new JWKSet(KEY)));

    public String office() {
        return staff("a-office", "OFFICE", "u-office");
    }

    public String admin() {
        return staff("a-admin", "ADMIN", "u-office");
    }

    public String department(String unitId) {
        return staff("a-" + unitId, "DEPARTMENT", unitId);
    }

    /** A clerk whose unit has a seat in these working groups. */
    public String member(String unitId, String... groupIds) {
        return token(claims -> claims.subject("a-" + unitId)
                .claim("name", "测试成员")
                .claim("roles", List.of("DEPARTMENT"))
                .claim("unit", unitId)
                .claim("groups", List.of(groupIds)));
    }

    public String leader(String... ledUnitIds) {
        return token(claims -> claims.subject("a-leader")
                .claim("name", "测试领导")
                .claim("roles", List.of("LEADER"))
                .claim("led_units", List.of(ledUnitIds)));
    }

    /** A leader of no unit who holds these posts. */
    public String holder(String... postIds) {
        return token(claims -> claims.subject("a-holder")
                .claim("name", "测试领导")
                .claim("roles", List.of("LEADER"))
                .claim("posts", List.of(postIds)));
    }

    public String citizen() {
        return token(claims -> claims.subject("c-1").claim("name", "测试市民").claim("roles", List.of("CITIZEN")));
    }

    public String service() {
        return token(claims -> claims.subject("some-service").claim("roles", List.of("SERVICE")));
    }

    public String staff(String accountId, String role, @Nullable String unitId) {
        return token(claims -> {
            claims.subject(accountId).claim("name", "测试" + role).claim("roles", List.of(role));
            if (unitId != null) {
                claims.claim("unit", unitId);
            }
        });
    }

    /** A token like those of identity-service; the test may spoil it. */
    public String token(Consumer<JwtClaimsSet.Builder> with) {
        var now = Instant.now();
        var claims = JwtClaimsSet.builder()
                .issuer(ISSUER)
                .audience(List.of(TokenRules.AUDIENCE))
                .issuedAt(now)
                .expiresAt(now.plus(LIFE));
        with.accept(claims);
        var header = JwsHeader.with(SignatureAlgorithm.RS256).build();
        return "Bearer "
                + ENCODER.encode(JwtEncoderParameters.from(header, claims.build()))
                        .getTokenValue();
    }

    static JwtDecoder decoder() {
        try {
            var decoder = NimbusJwtDecoder.withPublicKey(KEY.toRSAPublicKey()).build();
            decoder.setJwtValidator(TokenRules.of(ISSUER));
            return decoder;
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(2048).keyID("test").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
