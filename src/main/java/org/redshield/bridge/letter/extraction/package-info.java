/** The record of an extraction of electronic data (电子数据证据提取笔录, 范本12): a form of the case's file, and no letter to anybody. */
package org.redshield.bridge.letter.extraction;
