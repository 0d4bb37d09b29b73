/**
 * 个人用量: what one person's requests may weigh: how many are on their way at a time, how many bytes they carry in a day through all doors, and
 * that an answer which is read slowly holds no thread and no connection to the database.
 */
package org.redshield.bridge.access.ratelimit;
