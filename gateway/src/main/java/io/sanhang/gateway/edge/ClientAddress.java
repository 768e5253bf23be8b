package io.sanhang.gateway.edge;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import io.sanhang.gateway.GatewaySettings;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;

/**
 * Whom to count a request against. Used for limits only, kept in memory only, written down nowhere. An IPv6 client is
 * its /64 network: one household can use as many addresses of it as it likes.
 */
@Component
class ClientAddress {

    private static final InetAddress UNKNOWN = InetAddress.getLoopbackAddress();

    private final List<IpSubnetFilterRule> trusted;

    ClientAddress(GatewaySettings settings) {
        trusted = settings.trustedProxies().stream().map(ClientAddress::network).toList();
    }

    InetAddress of(ServerHttpRequest request) {
        var peer = request.getRemoteAddress();
        if (peer == null || peer.getAddress() == null) {
            return UNKNOWN;
        }
        var address = peer.getAddress();
        if (isTrusted(address)) {
            var told = request.getHeaders().getFirst("X-Forwarded-For");
            address = told == null ? address : lastUntrusted(told, address);
        }
        return address instanceof Inet6Address wide ? network64(wide) : address;
    }

    /** The rightmost entry that no trusted proxy added for another trusted proxy; anything further left may be lies. */
    private InetAddress lastUntrusted(String forwardedFor, InetAddress fallback) {
        var hops = forwardedFor.split(",", -1);
        for (var i = hops.length - 1; i >= 0; i--) {
            var hop = literal(hops[i].trim());
            if (hop == null) {
                return fallback;
            }
            if (!isTrusted(hop)) {
                return hop;
            }
        }
        return fallback;
    }

    private boolean isTrusted(InetAddress address) {
        for (var network : trusted) {
            if (network.matches(new InetSocketAddress(address, 0))) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable InetAddress literal(String text) {
        return NetUtil.createInetAddressFromIpAddressString(text);
    }

    private static InetAddress network64(Inet6Address address) {
        var bytes = address.getAddress();
        Arrays.fill(bytes, 8, 16, (byte) 0);
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private static IpSubnetFilterRule network(String cidr) {
        var slash = cidr.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException(
                    "sanhang.gateway.trusted-proxies: not a network like 10.0.0.0/8: " + cidr);
        }
        return new IpSubnetFilterRule(
                cidr.substring(0, slash), Integer.parseInt(cidr.substring(slash + 1)), IpFilterRuleType.ACCEPT);
    }
}
