using System.Collections.Immutable;
using static ChiSo.Engine.NumberText;

namespace ChiSo.Engine.Surveys;

/// <summary>Draws that anybody can repeat from the frame, the seed and the page that describes them.</summary>
/// <remarks>Strata are drawn in the ordinal order of their names with one <see cref="SplitMix64"/>; a shuffle is that of Fisher and Yates from the last place to the second. Source: Särndal et al. (1992), chapter 3; Cochran (1977), chapters 2, 5, 8.</remarks>
public static class Drawing
{
    /// <summary>Each stratum is shuffled; its first people are the sample, the next the reserve. With one stratum it is a simple random sample.</summary>
    /// <param name="sizes">By the name of the stratum; strata without one are left out and told.</param>
    public static Result<Draw> Simple(SampleFrame frame, IReadOnlyDictionary<string, StratumSize> sizes, ulong seed) =>
        ByStratum(frame, sizes, seed, "simple", (rows, size, random) =>
        {
            Shuffle(rows, random);
            return rows[..(size.Sample + size.Reserve)];
        });

    /// <summary>Every k-th of the frame's order from a random start: people ⌊(start + i·N) ÷ n⌋ with start from 0 to N − 1, so each has the chance n ÷ N exactly. The reserve is drawn from the others.</summary>
    public static Result<Draw> Systematic(SampleFrame frame, IReadOnlyDictionary<string, StratumSize> sizes, ulong seed) =>
        ByStratum(frame, sizes, seed, "systematic", (rows, size, random) =>
        {
            var start = random.Below(rows.Length);
            int[] chosen = [.. Enumerable.Range(0, size.Sample).Select(place => (int)((start + ((long)place * rows.Length)) / size.Sample))];
            FrameRow[] others = [.. rows.Where((_, place) => Array.BinarySearch(chosen, place) < 0)];
            Shuffle(others, random);
            return [.. chosen.Select(place => rows[place]), .. others[..size.Reserve]];
        });

    internal static void Shuffle<T>(T[] items, SplitMix64 random)
    {
        for (var last = items.Length - 1; last > 0; last--)
        {
            var place = random.Below(last + 1);
            (items[last], items[place]) = (items[place], items[last]);
        }
    }

    private static Result<Draw> ByStratum(SampleFrame frame, IReadOnlyDictionary<string, StratumSize> sizes, ulong seed, string method, Func<FrameRow[], StratumSize, SplitMix64, FrameRow[]> draw)
    {
        var strata = frame.Rows.GroupBy(row => row.Stratum, StringComparer.Ordinal).OrderBy(stratum => stratum.Key, StringComparer.Ordinal).Select(stratum => (stratum.Key, Rows: stratum.ToArray())).ToArray();
        var problems = DrawChecks.Find(strata.ToDictionary(stratum => stratum.Key, stratum => stratum.Rows.Length, StringComparer.Ordinal), sizes);
        if (!problems.IsEmpty)
            return problems;

        var random = new SplitMix64(seed);
        var drawn = ImmutableArray.CreateBuilder<DrawnRow>();
        foreach (var (name, rows) in strata)
        {
            var (size, people) = (sizes[name], rows.Length);
            foreach (var (place, row) in draw(rows, size, random).Index())
            {
                var isReserve = place >= size.Sample;
                drawn.Add(new(row, isReserve ? place - size.Sample + 1 : place + 1, isReserve, isReserve ? 0 : (double)people / size.Sample));
            }
        }

        return new Draw(method, seed, frame.Hash, Draw.CurrentVersion, drawn.DrainToImmutable());
    }
}

/// <summary>What stands in the way of a draw: every problem at once.</summary>
internal static class DrawChecks
{
    /// <param name="available">People (or clusters) by the name of the stratum.</param>
    public static ImmutableArray<Problem> Find(IReadOnlyDictionary<string, int> available, IReadOnlyDictionary<string, StratumSize> sizes)
    {
        var problems = ImmutableArray.CreateBuilder<Problem>();
        foreach (var (name, count) in available.OrderBy(stratum => stratum.Key, StringComparer.Ordinal))
        {
            if (!sizes.TryGetValue(name, out var size))
                problems.Add(new("survey.draw-size-missing", name, new("Tầng này chưa có cỡ mẫu.", "This stratum has no size."), new("Ghi cỡ mẫu của tầng, có thể là 0.", "Write the size of its sample; it may be 0.")));
            else if (size.Sample < 0 || size.Reserve < 0 || (long)size.Sample + size.Reserve > count)
                problems.Add(new("survey.draw-too-many", name, new($"Cần {Vi(size.Sample)} và dự phòng {Vi(size.Reserve)}, tầng chỉ có {Vi(count)}.", $"{En(size.Sample)} and a reserve of {En(size.Reserve)} are wanted; the stratum has {En(count)}."), new("Giảm cỡ mẫu hoặc danh sách dự phòng.", "Take a smaller sample or reserve.")));
        }

        foreach (var name in sizes.Keys.Where(name => !available.ContainsKey(name)).Order(StringComparer.Ordinal))
            problems.Add(new("survey.draw-no-stratum", name, new("Không có ai trong khung mẫu thuộc tầng này.", "Nobody of the frame is in this stratum."), new("Sửa tên tầng.", "Correct its name.")));
        return problems.DrainToImmutable();
    }
}
