/**
 * 行动总结: what a campaign says when it is over, and keeps: its numbers on the page, as a file and in the letter at the end, and its part of the
 * bound file. Nobody types a number; all of them are counted from the rows of the pool.
 */
package org.redshield.bridge.campaign.report;
