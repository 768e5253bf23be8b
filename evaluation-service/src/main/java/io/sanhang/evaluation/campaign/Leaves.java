package io.sanhang.evaluation.campaign;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import org.springframework.core.io.AbstractResource;

/** Leaf hashes one behind the other, read only as far as they are asked for. */
final class Leaves extends AbstractResource {

    private static final int OCTETS = 32;

    private final List<byte[]> hashes;

    Leaves(List<byte[]> hashes) {
        this.hashes = hashes;
    }

    @Override
    public long contentLength() {
        return (long) OCTETS * hashes.size();
    }

    @Override
    public InputStream getInputStream() {
        Iterator<InputStream> each =
                hashes.stream().<InputStream>map(ByteArrayInputStream::new).iterator();
        return new SequenceInputStream(new Enumeration<>() {
            @Override
            public boolean hasMoreElements() {
                return each.hasNext();
            }

            @Override
            public InputStream nextElement() {
                return each.next();
            }
        });
    }

    @Override
    public String getDescription() {
        return hashes.size() + " leaves";
    }
}
