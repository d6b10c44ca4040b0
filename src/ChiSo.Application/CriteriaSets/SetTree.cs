using System.Collections.Immutable;
using System.Security.Cryptography;
using ChiSo.Application.Json;
using ChiSo.Engine;

namespace ChiSo.Application.CriteriaSets;

/// <summary>Changes of a criteria tree that is being written: each gives another tree, the same but for the place it is about. A line below another belongs to the part of its root.</summary>
public static class SetTree
{
    public static CriteriaNode? Find(CriteriaSet set, string code) => set.Nodes().FirstOrDefault(node => node.Code.Value == code);

    /// <summary>The code of the line above; empty for a root.</summary>
    public static string ParentOf(CriteriaSet set, string code) => set.Nodes().FirstOrDefault(node => node.Children.Any(child => child.Code.Value == code))?.Code.Value ?? "";

    /// <summary>What stands in a line, without the lines below it, in few letters: the same exactly while nobody changed it.</summary>
    public static string MarkOf(CriteriaSet set, CriteriaNode line) =>
        Convert.ToHexStringLower(SHA256.HashData(EngineJson.ToBytes(new Standing(ParentOf(set, line.Code.Value), line with { Children = [] }))))[..16];

    /// <param name="parent">Empty for a root.</param>
    public static CriteriaSet Add(CriteriaSet set, string parent, CriteriaNode line) => Change(set, (above, lines) => above == parent ? lines.Add(line) : lines);

    /// <summary>Another line in the place of one; the lines below stay.</summary>
    public static CriteriaSet Replace(CriteriaSet set, string code, CriteriaNode line) =>
        Change(set, (_, lines) => PlaceOf(lines, code) is >= 0 and var place ? lines.SetItem(place, line with { Children = lines[place].Children }) : lines);

    /// <summary>Without a line and all below it.</summary>
    public static CriteriaSet Remove(CriteriaSet set, string code) => Change(set, (_, lines) => PlaceOf(lines, code) is >= 0 and var place ? lines.RemoveAt(place) : lines);

    /// <summary>Under another line, as the last there.</summary>
    public static CriteriaSet Put(CriteriaSet set, string code, string parent) => Find(set, code) is { } line ? Add(Remove(set, code), parent, line) : set;

    /// <summary>Up (−1) or down (1) among the lines beside it; the same tree at either end.</summary>
    public static CriteriaSet Shift(CriteriaSet set, string code, int by) => Change(set, (_, lines) =>
    {
        var place = PlaceOf(lines, code);
        return place < 0 || place + by < 0 || place + by >= lines.Length ? lines : lines.RemoveAt(place).Insert(place + by, lines[place]);
    });

    private static int PlaceOf(ImmutableArray<CriteriaNode> lines, string code) => lines.Select(line => line.Code.Value).ToList().IndexOf(code);

    /// <param name="change">Given the code above and the lines under it.</param>
    private static CriteriaSet Change(CriteriaSet set, Func<string, ImmutableArray<CriteriaNode>, ImmutableArray<CriteriaNode>> change) =>
        set with { Roots = [.. change("", set.Roots).Select(root => Below(root, root.Part, change))] };

    private static CriteriaNode Below(CriteriaNode line, CriteriaPart part, Func<string, ImmutableArray<CriteriaNode>, ImmutableArray<CriteriaNode>> change) =>
        line with { Part = part, Children = [.. change(line.Code.Value, line.Children).Select(child => Below(child, part, change))] };

    private sealed record Standing(string Parent, CriteriaNode Line);
}
