package org.redshield.bridge.evidence.log;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.redshield.bridge.evidence.log.MerkleTree.Node;

/** A tree that grows at its right edge, of which only the complete subtrees at that edge are held. */
public final class Frontier {

    private final List<byte[]> peaks = new ArrayList<>();
    private long size;

    /** The subtrees that make up a tree of that size, the largest first. */
    public static List<Node> peaks(long size) {
        List<Node> nodes = new ArrayList<>();
        for (int level = 62; level >= 0; level--) {
            if ((size >> level & 1) == 1) {
                nodes.add(new Node(level, (size >> level) - 1));
            }
        }
        return nodes;
    }

    public static Frontier at(long size, MerkleTree.Nodes nodes) {
        Frontier frontier = new Frontier();
        frontier.size = size;
        peaks(size).forEach(node -> frontier.peaks.add(nodes.hash(node)));
        return frontier;
    }

    /** @return the subtrees that this leaf completes and whose hash is kept, but for itself */
    public Map<Node, byte[]> append(byte[] leafHash) {
        Map<Node, byte[]> complete = new LinkedHashMap<>();
        byte[] hash = leafHash;
        long index = size++;
        for (int level = 1; (index & 1) == 1; level++) {
            hash = MerkleTree.nodeHash(peaks.remove(peaks.size() - 1), hash);
            index >>= 1;
            Node node = new Node(level, index);
            if (node.isKept()) {
                complete.put(node, hash);
            }
        }
        peaks.add(hash);
        return complete;
    }

    public long size() {
        return size;
    }

    public byte[] root() {
        byte[] root = peaks.get(peaks.size() - 1);
        for (int i = peaks.size() - 2; i >= 0; i--) {
            root = MerkleTree.nodeHash(peaks.get(i), root);
        }
        return root;
    }
}
