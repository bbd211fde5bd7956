package io.tieout.delivery.internal;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which addresses the hub may be aimed at. Internal ones (loopback, private, link-local with the clouds' metadata services,
 * carrier-grade, multicast, unspecified, reserved; also inside IPv6) only where an administrator allowed it.
 */
public final class AddressPolicy {

    /** Hosts that some resolvers read as IPv4 addresses though they are not written as four decimal numbers. */
    private static final Pattern DISGUISED = Pattern.compile(
            "(?i)(?!(0|[1-9]\\d{0,2})(\\.(0|[1-9]\\d{0,2})){3}$)(0x[0-9a-f]+|\\d+)(\\.(0x[0-9a-f]+|\\d+))*");

    private AddressPolicy() {}

    /**
     * Judges a URL when it is saved. The address is judged once more at each connection, since names may come to point
     * elsewhere; a name that does not resolve now is let pass.
     *
     * @return what is wrong with it
     */
    public static Optional<String> flaw(URI url, boolean allowInternal) {
        var scheme = url.getScheme();
        if (scheme == null || !(scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https"))) {
            return Optional.of("Only http and https addresses can be delivered to");
        }
        if (url.getHost() == null || url.getHost().isBlank()) {
            return Optional.of("The address names no host");
        }
        if (url.getRawUserInfo() != null) {
            return Optional.of("The address must not contain a user or password");
        }
        if (allowInternal) {
            return Optional.empty();
        }
        if (DISGUISED.matcher(url.getHost()).matches()) {
            return Optional.of(url.getHost() + " is a number in an uncommon form");
        }
        try {
            for (var address : InetAddress.getAllByName(url.getHost())) {
                if (internal(address)) {
                    return Optional.of(url.getHost() + " is an internal address");
                }
            }
        } catch (UnknownHostException unknownNow) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    /** Whether an address is not one of the public internet. */
    public static boolean internal(InetAddress address) {
        return address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()
                || (address instanceof Inet4Address four && internal(four.getAddress()))
                || (address instanceof Inet6Address six && internal(six));
    }

    private static boolean internal(byte[] four) {
        int first = four[0] & 0xff;
        int second = four[1] & 0xff;
        int third = four[2] & 0xff;
        return first == 0
                || first == 10
                || first == 127
                || (first == 100 && second >= 64 && second < 128)
                || (first == 169 && second == 254)
                || (first == 172 && second >= 16 && second < 32)
                || (first == 192 && second == 168)
                || (first == 192 && second == 0 && (third == 0 || third == 2))
                || (first == 198 && (second == 18 || second == 19))
                || (first == 198 && second == 51 && third == 100)
                || (first == 203 && second == 0 && third == 113)
                || first >= 224;
    }

    private static boolean internal(Inet6Address address) {
        var bytes = address.getAddress();
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        if ((first & 0xfe) == 0xfc) {
            return true; // unique local, fc00::/7
        }
        if (first == 0x20 && second == 0x02) {
            return internal(new byte[] {bytes[2], bytes[3], bytes[4], bytes[5]}); // 6to4 carries an IPv4 address
        }
        if (first == 0x00 && second == 0x64 && (bytes[2] & 0xff) == 0xff && (bytes[3] & 0xff) == 0x9b) {
            return true; // NAT64, 64:ff9b::/96 and 64:ff9b:1::/48
        }
        for (int index = 0; index < 10; index++) {
            if (bytes[index] != 0) {
                return first == 0x20 && second == 0x01 && bytes[2] == 0 && bytes[3] == 0; // Teredo
            }
        }
        return true; // ::/80 with what is IPv4-compatible or IPv4-mapped
    }
}
