package org.redshield.bridge.evidence.log;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.redshield.bridge.keys.Hashes;

/** The tree of RFC 6962, section 2.1, over nodes that are kept somewhere. */
public final class MerkleTree {

    /** A complete subtree: the leaves from {@code index * 2^level} on, {@code 2^level} of them; level 0 is a leaf. */
    public record Node(int level, long index) {

        /** Whether its hash is kept: of every third level. What lies between is made of at most four that are kept. */
        boolean isKept() {
            return level % 3 == 0;
        }

        private Node left() {
            return new Node(level - 1, 2 * index);
        }

        private Node right() {
            return new Node(level - 1, 2 * index + 1);
        }

        /** Those of which it is made. */
        Stream<Node> kept() {
            return isKept() ? Stream.of(this) : Stream.concat(left().kept(), right().kept());
        }

        /** Its hash, made of those that are kept; empty where one of them is missing. */
        Optional<byte[]> hash(Map<Node, byte[]> kept) {
            return isKept()
                    ? Optional.ofNullable(kept.get(this))
                    : left().hash(kept).flatMap(first -> right().hash(kept).map(second -> nodeHash(first, second)));
        }
    }

    /** Where the hashes of complete subtrees are. */
    public interface Nodes {
        byte[] hash(Node node);
    }

    private MerkleTree() {}

    public static byte[] leafHash(byte[] record) {
        MessageDigest digest = Hashes.sha256();
        digest.update((byte) 0);
        return digest.digest(record);
    }

    static byte[] nodeHash(byte[] left, byte[] right) {
        MessageDigest digest = Hashes.sha256();
        digest.update((byte) 1);
        digest.update(left);
        return digest.digest(right);
    }

    /** PATH(m, D[n]): the hashes that lead from a leaf to the root, the nearest first. */
    static List<byte[]> inclusion(long index, long size, Nodes nodes) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("No leaf " + index + " in a tree of " + size);
        }
        List<byte[]> path = new ArrayList<>();
        inclusion(index, 0, size, nodes, path);
        return path;
    }

    private static void inclusion(long index, long from, long to, Nodes nodes, List<byte[]> path) {
        if (to - from == 1) {
            return;
        }
        long middle = from + split(to - from);
        if (index < middle) {
            inclusion(index, from, middle, nodes, path);
            path.add(range(middle, to, nodes));
        } else {
            inclusion(index, middle, to, nodes, path);
            path.add(range(from, middle, nodes));
        }
    }

    /** PROOF(m, D[n]): that the tree of {@code older} leaves is the beginning of the one of {@code newer}. */
    static List<byte[]> consistency(long older, long newer, Nodes nodes) {
        if (older <= 0 || older > newer) {
            throw new IllegalArgumentException("No tree of " + older + " leaves in one of " + newer);
        }
        List<byte[]> proof = new ArrayList<>();
        consistency(older, 0, newer, true, nodes, proof);
        return proof;
    }

    private static void consistency(long older, long from, long to, boolean whole, Nodes nodes, List<byte[]> proof) {
        long size = to - from;
        if (older == size) {
            if (!whole) {
                proof.add(range(from, to, nodes));
            }
            return;
        }
        long split = split(size);
        if (older <= split) {
            consistency(older, from, from + split, whole, nodes, proof);
            proof.add(range(from + split, to, nodes));
        } else {
            consistency(older - split, from + split, to, false, nodes, proof);
            proof.add(range(from, from + split, nodes));
        }
    }

    static byte[] root(long size, Nodes nodes) {
        return range(0, size, nodes);
    }

    private static byte[] range(long from, long to, Nodes nodes) {
        long size = to - from;
        if (Long.bitCount(size) == 1) {
            int level = Long.numberOfTrailingZeros(size);
            return nodes.hash(new Node(level, from >> level));
        }
        long middle = from + split(size);
        return nodeHash(range(from, middle, nodes), range(middle, to, nodes));
    }

    /** The largest power of two below a size of at least two. */
    private static long split(long size) {
        return Long.highestOneBit(size - 1);
    }

    /** The root to which a leaf and its path lead (RFC 9162, 2.1.3.2); differs from the real one if anything is wrong. */
    public static byte[] rootOf(byte[] leafHash, long index, long size, List<byte[]> path) {
        long at = index;
        long last = size - 1;
        byte[] hash = leafHash;
        for (byte[] sibling : path) {
            if ((at & 1) == 1 || at == last) {
                hash = nodeHash(sibling, hash);
                while ((at & 1) == 0 && at != 0) {
                    at >>= 1;
                    last >>= 1;
                }
            } else {
                hash = nodeHash(hash, sibling);
            }
            at >>= 1;
            last >>= 1;
        }
        return last == 0 ? hash : new byte[0];
    }
}
