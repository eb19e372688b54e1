// Lucene beside the archive (tests/benchmarks/rivals.py): java Lucene INDEX DOCUMENTS
// Builds the index where there is none and prints the seconds that took; then answers queries, one a line:
// joined TAB start TAB first TAB last TAB facets TAB words   →   milliseconds of processor time TAB total

import java.io.*;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.util.*;
import org.apache.lucene.analysis.core.WhitespaceAnalyzer;
import org.apache.lucene.document.*;
import org.apache.lucene.facet.*;
import org.apache.lucene.facet.sortedset.*;
import org.apache.lucene.index.*;
import org.apache.lucene.search.*;
import org.apache.lucene.store.*;

public class Lucene {
    static final String[] FACETS = {"source", "person", "subject", "place", "month"};
    static final int PAGE = 10, SLOP = 5;

    public static void main(String[] args) throws Exception {
        PrintStream out = new PrintStream(System.out, true, "UTF-8");
        BooleanQuery.setMaxClauseCount(100000);
        FacetsConfig config = new FacetsConfig();
        for (String one : FACETS) {
            config.setMultiValued(one, true);
            config.setIndexFieldName(one, "facet " + one);
        }
        java.lang.management.ThreadMXBean clock = java.lang.management.ManagementFactory.getThreadMXBean();
        boolean isNew = !Files.exists(Paths.get(args[0]));
        Directory directory = new MMapDirectory(Paths.get(args[0]));
        out.println(isNew ? build(directory, args[1], config) : 0.0);
        DirectoryReader reader = DirectoryReader.open(directory);
        IndexSearcher searcher = new IndexSearcher(reader);
        searcher.setQueryCache(null);
        Map<String, SortedSetDocValuesReaderState> states = new HashMap<>();
        for (String one : FACETS) states.put(one, new DefaultSortedSetDocValuesReaderState(reader, "facet " + one));
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] cells = line.split("\t");
            int start = Integer.parseInt(cells[1]);
            long began = clock.getCurrentThreadCpuTime();
            Query query = query(cells);
            TopScoreDocCollector top = TopScoreDocCollector.create(start + PAGE, Integer.MAX_VALUE);
            if (cells[4].equals("1")) {
                FacetsCollector found = new FacetsCollector();
                searcher.search(query, MultiCollector.wrap(top, found));
                for (String one : FACETS) new SortedSetDocValuesFacetCounts(states.get(one), found).getTopChildren(1000, one);
            } else {
                searcher.search(query, top);
            }
            TopDocs page = top.topDocs(start, PAGE);
            out.println((clock.getCurrentThreadCpuTime() - began) / 1e6 + "\t" + top.getTotalHits());
        }
    }

    static double build(Directory directory, String documents, FacetsConfig config) throws Exception {
        long began = System.nanoTime();
        IndexWriterConfig options = new IndexWriterConfig(new WhitespaceAnalyzer()).setRAMBufferSizeMB(256);
        try (IndexWriter writer = new IndexWriter(directory, options);
             BufferedReader in = Files.newBufferedReader(Paths.get(documents), StandardCharsets.UTF_8)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] cells = line.split("\t", -1);
                Document document = new Document();
                document.add(new IntPoint("first", Integer.parseInt(cells[1])));
                document.add(new IntPoint("last", Integer.parseInt(cells[2])));
                document.add(new SortedSetDocValuesFacetField("month", cells[3]));
                document.add(new SortedSetDocValuesFacetField("source", cells[4]));
                for (String one : cells[5].split(",")) facet(document, "person", one);
                for (String one : cells[6].split(",")) facet(document, "subject", one);
                facet(document, "place", cells[7]);
                document.add(new TextField("tokens", cells[8], Field.Store.NO));
                writer.addDocument(config.build(document));
            }
            writer.commit();
        }
        return (System.nanoTime() - began) / 1e9;
    }

    static void facet(Document document, String name, String value) {
        if (!value.isEmpty()) document.add(new SortedSetDocValuesFacetField(name, value));
    }

    static Query query(String[] cells) {
        String[] words = cells[5].split(" ");
        Query query;
        if (cells[0].equals("prefix")) {
            query = new PrefixQuery(new Term("tokens", words[0]));
        } else if (cells[0].equals("phrase") || cells[0].equals("near")) {
            query = new PhraseQuery(cells[0].equals("near") ? SLOP : 0, "tokens", words);
        } else {
            BooleanQuery.Builder joined = new BooleanQuery.Builder();
            BooleanClause.Occur occur = cells[0].equals("or") ? BooleanClause.Occur.SHOULD : BooleanClause.Occur.MUST;
            for (String one : words) joined.add(new TermQuery(new Term("tokens", one)), occur);
            query = joined.build();
        }
        int first = Integer.parseInt(cells[2]), last = Integer.parseInt(cells[3]);
        if (last == 0) return query;
        return new BooleanQuery.Builder()
            .add(query, BooleanClause.Occur.MUST)
            .add(IntPoint.newRangeQuery("last", first, Integer.MAX_VALUE), BooleanClause.Occur.FILTER)
            .add(IntPoint.newRangeQuery("first", 1, last), BooleanClause.Occur.FILTER)
            .build();
    }
}
