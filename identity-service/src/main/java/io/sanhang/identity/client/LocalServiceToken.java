package io.sanhang.identity.client;

import io.sanhang.support.security.SecurityProperties;
import io.sanhang.support.security.ServiceToken;
import io.sanhang.support.security.TokenRules;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;

/** This service's own token, signed here rather than asked of itself over HTTP. */
final class LocalServiceToken implements ServiceToken {

    private static final String SELF = "identity-service";
    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final Duration SPARE = Duration.ofMinutes(1);

    private record Minted(String value, Instant until) {}

    private final JwtEncoder encoder;
    private final String issuer;
    private volatile @Nullable Minted last;

    LocalServiceToken(JwtEncoder encoder, SecurityProperties security) {
        this.encoder = encoder;
        issuer = security.issuer();
    }

    @Override
    public String value() {
        // The system's clock, as everybody who checks the token uses.
        var now = Instant.now();
        var known = last;
        if (known == null || !now.isBefore(known.until().minus(SPARE))) {
            known = new Minted(minted(now), now.plus(LIFE));
            last = known;
        }
        return known.value();
    }

    private String minted(Instant now) {
        var claims = JwtClaimsSet.builder()
                .issuer(issuer)
                .subject(SELF)
                .audience(List.of(TokenRules.AUDIENCE))
                .issuedAt(now)
                .expiresAt(now.plus(LIFE))
                .claim("name", SELF)
                .claim("roles", List.of(Clients.SERVICE_ROLE))
                .build();
        var header = JwsHeader.with(SignatureAlgorithm.RS256).build();
        return encoder.encode(JwtEncoderParameters.from(header, claims)).getTokenValue();
    }
}
