// Reads a data feed with @odata/client: node read.mjs ROOT KEY TABLE writes what it got as JSON.
import client from '@odata/client';

const [root, key, table] = process.argv.slice(2);
const { OData } = client;
const feed = OData.New4({ metadataUri: `${root}$metadata`, serviceEndpoint: root, credential: key ? { username: 'x', password: key } : undefined });
const set = feed.getEntitySet(table);
const some = await set.query(feed.newOptions().top(3).orderby('Unit'));
const filtered = await set.query(feed.newOptions().filter(feed.newFilter().property('Unit').eq('noivu')).select(['Unit']));
const counted = await feed.newRequest({ collection: table, params: feed.newOptions().count(true).top(1) });
console.log(JSON.stringify({ some, filtered, count: counted['@odata.count'] }));
