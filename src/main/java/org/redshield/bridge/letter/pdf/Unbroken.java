package org.redshield.bridge.letter.pdf;

import com.openhtmltopdf.extend.FSTextBreaker;
import com.openhtmltopdf.layout.UrlAwareLineBreakIterator;
import java.text.BreakIterator;
import java.util.BitSet;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a line of a letter may end: never within a day, a document number, the number of a case, an article, an amount or a telephone,
 * which people read as one. Everything else breaks as Chinese does.
 */
final class Unbroken implements FSTextBreaker {

    private static final String COUNTED = "万?亿?(?:个?工作日|个月|元|[年月日时分个件笔份条户家人页张盒项次天台套只%])";

    private static final Pattern WHOLE =
            Pattern.compile("[0-9]{4}年[0-9]{1,2}月(?:[0-9]{1,2}日)?(?:[0-9]{1,2}时(?:[0-9]{1,2}分)?)?"
                    + "|[0-9]{4}-[0-9]{2}-[0-9]{2}"
                    + "|[0-9]{6}-[0-9]{4}-[0-9]{6}"
                    + "|(?:\\p{IsHan}{2}市监\\p{IsHan}{1,4}|\\p{IsHan})?〔[0-9]{4}〕第?[0-9]+号(?:-[0-9]+)?"
                    + "|第[一二三四五六七八九十百零]{1,6}条(?:第[一二三四五六七八九十]{1,3}款)?(?:第[一二三四五六七八九十]{1,3}项)?"
                    + "|[0-9]+(?:[.,][0-9]+)* ?" + COUNTED
                    + "|[一二三四五六七八九十]{1,3}个工作日"
                    + "|[0-9]{3,4}-[0-9]{7,8}");

    private final FSTextBreaker lines = new UrlAwareLineBreakIterator(BreakIterator.getLineInstance(Locale.CHINA));
    private final BitSet within = new BitSet();

    @Override
    public void setText(String text) {
        lines.setText(text);
        within.clear();
        Matcher whole = WHOLE.matcher(text);
        while (whole.find()) {
            within.set(whole.start() + 1, whole.end());
        }
    }

    @Override
    public int next() {
        int next = lines.next();
        while (next > 0 && within.get(next)) {
            next = lines.next();
        }
        return next;
    }
}
