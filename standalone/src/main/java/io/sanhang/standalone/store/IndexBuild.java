package io.sanhang.standalone.store;

import de.bwaldvogel.mongo.bson.Document;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

/**
 * Fills indexes of a collection that holds documents already, in steps between which others read and write. The
 * documents are read once for all indexes; their entries are put aside in sorted runs and merged, so that each page of an
 * index is written once and memory does not grow with the collection. Cut short, it begins anew at the next attempt.
 */
final class IndexBuild {

    private static final int DOCUMENTS_A_STEP = 500;
    private static final int ENTRIES_A_STEP = 10_000;

    /** Entries of all indexes together that are held before they are put aside. */
    private static final int HELD = 60_000;

    private static final int CACHE_MEGABYTES = 4;

    private final MVMap<Object, Document> documents;
    private final @Nullable Path aside;
    private final MVStore runs;
    private final Map<OrderedIndex, List<MVMap<IndexEntry, Boolean>>> sorted = new LinkedHashMap<>();
    private final Map<OrderedIndex, List<IndexEntry>> held = new LinkedHashMap<>();
    private final Iterator<OrderedIndex> toMerge;
    private @Nullable Object last;
    private boolean gathered;
    private int entries;
    private @Nullable OrderedIndex merging;
    private Iterator<IndexEntry> merge = List.<IndexEntry>of().iterator();

    /** @param aside where entries are kept for the time being; null for memory */
    IndexBuild(MVMap<Object, Document> documents, List<OrderedIndex> indexes, @Nullable Path aside) {
        this.documents = documents;
        this.aside = aside;
        forget();
        runs = aside == null
                ? MVStore.open(null)
                : new MVStore.Builder()
                        .fileName(aside.toString())
                        .autoCommitDisabled()
                        .cacheSize(CACHE_MEGABYTES)
                        .open();
        indexes.forEach(index -> {
            sorted.put(index, new ArrayList<>());
            held.put(index, new ArrayList<>());
        });
        toMerge = indexes.iterator();
    }

    /** False after the last one. */
    boolean step() {
        if (!gathered) {
            gather();
            return true;
        }
        for (var left = ENTRIES_A_STEP; left > 0 && merge.hasNext(); left--) {
            Objects.requireNonNull(merging).take(merge.next());
        }
        if (merge.hasNext()) {
            return true;
        }
        if (merging != null) {
            merging.finish();
        }
        if (!toMerge.hasNext()) {
            close();
            return false;
        }
        merging = toMerge.next();
        merge = new Scan.Merge<>(
                Objects.requireNonNull(sorted.get(merging)).stream()
                        .map(run -> run.keyIterator(null))
                        .toList(),
                IndexEntryType.INSTANCE::compare);
        return true;
    }

    private void gather() {
        var each = documents.cursor(last);
        for (var left = DOCUMENTS_A_STEP; left > 0 && each.hasNext(); ) {
            var id = each.next();
            if (!id.equals(last)) {
                var document = each.getValue();
                held.forEach((index, some) -> {
                    var more = index.entriesOf(document);
                    some.addAll(more);
                    entries += more.size();
                });
                last = id;
                left--;
            }
        }
        gathered = !each.hasNext();
        if (gathered || entries >= HELD) {
            putAside();
        }
    }

    private void putAside() {
        held.forEach((index, some) -> {
            MVMap<IndexEntry, Boolean> run = runs.openMap(
                    index.getName() + "#"
                            + Objects.requireNonNull(sorted.get(index)).size(),
                    new MVMap.Builder<IndexEntry, Boolean>().keyType(IndexEntryType.INSTANCE));
            some.sort(IndexEntryType.INSTANCE::compare);
            some.forEach(entry -> run.put(entry, true));
            some.clear();
            Objects.requireNonNull(sorted.get(index)).add(run);
        });
        runs.commit();
        entries = 0;
    }

    void close() {
        runs.closeImmediately();
        forget();
    }

    private void forget() {
        try {
            if (aside != null) {
                Files.deleteIfExists(aside);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
