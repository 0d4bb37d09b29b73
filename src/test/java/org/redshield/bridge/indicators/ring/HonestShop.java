package org.redshield.bridge.indicators.ring;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Half a year of orders of one honest shop by buyer and receiver, with a crowd that looks a little like a ring. */
final class HonestShop {

    /** What brings the crowd. */
    enum Crowd {
        /** 1,500 people order on one day. */
        FLASH_SALE,
        /** Forty neighbours order in most weeks to the address of one of them, who hands out the goods 社区团购. */
        GROUP_BUYING,
        /** 400 people have their parcels sent to one warehouse that passes them on 集运, a few times each. */
        WAREHOUSE,
        /** Six colleagues order to their office, now and then. */
        OFFICE
    }

    private static final int DAYS = 182;
    private static final int REGULARS = 300;

    private final SplittableRandom random;
    private final List<int[]> rows = new ArrayList<>();
    private int people = REGULARS;

    private HonestShop(long seed) {
        this.random = new SplittableRandom(seed);
    }

    static Purchases with(long seed, Crowd crowd) {
        HonestShop shop = new HonestShop(seed);
        // One in ten households has two accounts.
        for (int i = 0; i < 2 * REGULARS; i++) {
            int buyer = shop.random.nextInt(REGULARS);
            shop.order(buyer, buyer % 10 == 1 ? buyer - 1 : buyer, shop.random.nextInt(DAYS));
        }
        switch (crowd) {
            case FLASH_SALE -> shop.flashSale();
            case GROUP_BUYING -> shop.groupBuying();
            case WAREHOUSE -> shop.toOneAddress(400, 3);
            case OFFICE -> shop.toOneAddress(6, 12);
        }
        return shop.purchases();
    }

    private void order(int buyer, int receiver, int day) {
        rows.add(new int[] {day, buyer, receiver});
    }

    private void flashSale() {
        int day = random.nextInt(DAYS);
        for (int i = 0; i < 1_500; i++) {
            int buyer = random.nextInt(3) == 0 ? random.nextInt(REGULARS) : people++;
            order(buyer, buyer, day);
        }
    }

    private void groupBuying() {
        int first = people;
        people += 40;
        int day = random.nextInt(DAYS - 84);
        for (int week = 0; week < 12; week++) {
            for (int one = first; one < people; one++) {
                if (random.nextInt(4) > 0) {
                    order(one, first, day + 7 * week);
                }
            }
        }
    }

    /** @param most orders of each in half a year */
    private void toOneAddress(int number, int most) {
        int first = people;
        people += number;
        for (int one = first; one < people; one++) {
            for (int i = random.nextInt(most); i >= 0; i--) {
                order(one, first, random.nextInt(DAYS));
            }
        }
    }

    private Purchases purchases() {
        rows.sort((one, other) -> Integer.compare(one[0], other[0]));
        int[][] columns = new int[3][rows.size()];
        for (int order = 0; order < rows.size(); order++) {
            for (int column = 0; column < 3; column++) {
                columns[column][order] = rows.get(order)[column];
            }
        }
        return new Purchases(people, people, columns[1], columns[2], columns[0]);
    }
}
