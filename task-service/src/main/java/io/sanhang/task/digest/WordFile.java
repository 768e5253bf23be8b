package io.sanhang.task.digest;

import io.sanhang.task.digest.Paper.Block;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import org.apache.poi.xwpf.usermodel.LineSpacingRule;
import org.apache.poi.xwpf.usermodel.ParagraphAlignment;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFRun;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.STPageOrientation;

/** A bulletin as a Word file with the measures of GB/T 9704-2012: A4, its margins and fonts, which are named, not shipped. */
final class WordFile {

    private static final String BODY = "仿宋_GB2312";
    private static final String HEADING = "黑体";
    private static final String TITLE = "方正小标宋简体";
    private static final int BODY_SIZE = 16;
    private static final int TITLE_SIZE = 22;
    private static final int TABLE_SIZE = 11;

    /** Two characters of the body, in twentieths of a point. */
    private static final int INDENT = 2 * BODY_SIZE * 20;

    private WordFile() {}

    static byte[] of(Paper paper) {
        try (var document = new XWPFDocument();
                var out = new ByteArrayOutputStream()) {
            page(document);
            paper.blocks().forEach(block -> write(document, block));
            document.write(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void page(XWPFDocument document) {
        var section = document.getDocument().getBody().addNewSectPr();
        var size = section.addNewPgSz();
        size.setW(BigInteger.valueOf(twips(210)));
        size.setH(BigInteger.valueOf(twips(297)));
        size.setOrient(STPageOrientation.PORTRAIT);
        var margins = section.addNewPgMar();
        margins.setTop(BigInteger.valueOf(twips(37)));
        margins.setBottom(BigInteger.valueOf(twips(35)));
        margins.setLeft(BigInteger.valueOf(twips(28)));
        margins.setRight(BigInteger.valueOf(twips(26)));
    }

    private static long twips(int millimetres) {
        return Math.round(millimetres * 1440 / 25.4);
    }

    private static void write(XWPFDocument document, Block block) {
        switch (block.kind()) {
            case TITLE -> centred(document, block.text(), TITLE, TITLE_SIZE);
            case NUMBER -> centred(document, block.text(), BODY, BODY_SIZE);
            case HEADING -> indented(document, block.text(), HEADING);
            case TEXT -> block.text().lines().forEach(line -> indented(document, line, BODY));
            case TABLE -> table(document, block);
        }
    }

    private static void centred(XWPFDocument document, String text, String font, int size) {
        var paragraph = document.createParagraph();
        paragraph.setAlignment(ParagraphAlignment.CENTER);
        run(paragraph, text, font, size);
    }

    private static void indented(XWPFDocument document, String text, String font) {
        var paragraph = document.createParagraph();
        paragraph.setIndentationFirstLine(INDENT);
        paragraph.setSpacingBetween(28, LineSpacingRule.EXACT);
        run(paragraph, text, font, BODY_SIZE);
    }

    private static void table(XWPFDocument document, Block block) {
        var table = document.createTable(
                block.rows().size(), block.rows().get(0).cells().size());
        table.setWidth("100%");
        for (var at = 0; at < block.rows().size(); at++) {
            var cells = block.rows().get(at).cells();
            for (var column = 0; column < cells.size(); column++) {
                var paragraph = table.getRow(at).getCell(column).getParagraphs().get(0);
                run(paragraph, cells.get(column), at == 0 ? HEADING : BODY, TABLE_SIZE);
            }
        }
        document.createParagraph();
    }

    private static void run(XWPFParagraph paragraph, String text, String font, int size) {
        var run = paragraph.createRun();
        run.setText(text);
        run.setFontFamily(font, XWPFRun.FontCharRange.eastAsia);
        run.setFontFamily("Times New Roman", XWPFRun.FontCharRange.ascii);
        run.setFontSize(size);
    }
}
