using ChiSo.Application.Results;
using ChiSo.Samples;

// Makes positions.csv of a sample: illustrative entries whose computed result states what the city announced.
// It draws nothing from a clock or a random source: the same files in give the same file out. How it works: samples/README.md.

var folder = args is [var given] ? given : Path.Combine("samples", "can-tho-2023");
var round = Sample.Read(folder);
var blocks = new List<BlockDocument>();
foreach (var block in round.Blocks)
{
    var search = new Search(round, block);
    search.Settle();
    search.Report();
    blocks.Add(block with { Positions = [.. new Paper(search).Positions()] });
}

Sample.Write(folder, round with { Blocks = [.. blocks] });
