using System.Collections.Immutable;
using static ChiSo.Engine.NumberText;

namespace ChiSo.Engine.Surveys;

/// <summary>Weights after people who did not answer are spread over those like them who did.</summary>
/// <remarks>Source: Oh &amp; Scheuren (1983), in Incomplete Data in Sample Surveys 2; Särndal et al. (1992), 15.6.</remarks>
public static class NonResponse
{
    /// <summary>Within each cell the weights of those who answered are raised to the weight of all who were asked; the others get zero.</summary>
    /// <param name="weights">One a row, of everybody who was asked.</param>
    public static Result<ImmutableArray<double>> AdjustByCells(ReadOnlySpan<double> weights, ReadOnlySpan<bool> responded, Grouping cells)
    {
        if (weights.Length != responded.Length || weights.Length != cells.Codes.Length)
            throw new ArgumentException($"{weights.Length} weights, {responded.Length} marks and {cells.Codes.Length} cells must be equally many.", nameof(responded));

        var (asked, answered) = (new double[cells.Names.Length], new double[cells.Names.Length]);
        for (var row = 0; row < weights.Length; row++)
        {
            asked[cells.Codes[row]] += weights[row];
            answered[cells.Codes[row]] += responded[row] ? weights[row] : 0;
        }

        ImmutableArray<Problem> silent = [.. Enumerable.Range(0, asked.Length).Where(cell => answered[cell] == 0 && asked[cell] > 0).Select(cell => new Problem("survey.silent-cell", cells.Names[cell],
            new("Không ai trong nhóm này trả lời, nên không có ai thay cho họ.", "Nobody of this cell answered, so nobody can stand for them."), new("Gộp nhóm này với một nhóm giống nó.", "Merge the cell with one like it.")))];
        if (!silent.IsEmpty)
            return silent;

        var adjusted = new double[weights.Length];
        for (var row = 0; row < adjusted.Length; row++)
            adjusted[row] = responded[row] ? weights[row] * asked[cells.Codes[row]] / answered[cells.Codes[row]] : 0;
        return ImmutableArray.Create(adjusted);
    }
}

/// <summary>Weights cut at bounds; what is cut goes to the others in proportion, so that the sum stays.</summary>
/// <remarks>Source: Potter (1990), Proceedings of the ASA Section on Survey Research Methods. Trimming trades bias for variance: report both design effects.</remarks>
public static class Trimming
{
    private const double Rounding = 1e-12;

    /// <param name="lower">At least 0; weights of zero stay zero.</param>
    /// <param name="upper">Above <paramref name="lower"/>.</param>
    /// <returns>Every weight within the bounds and the same sum; a problem where no such weights exist.</returns>
    public static Result<ImmutableArray<double>> Cut(ReadOnlySpan<double> weights, double lower, double upper)
    {
        double[] trimmed = [.. weights];
        var (sum, count) = (trimmed.Sum(), trimmed.Count(weight => weight > 0));
        if (!(lower >= 0 && lower < upper) || sum > count * upper || sum < count * lower)
        {
            return new Problem("survey.trim-bounds", "weights", new($"Không thể giữ tổng trọng số {Vi(sum)} với {Vi(count)} trọng số từ {Vi(lower)} đến {Vi(upper)}.", $"{En(count)} weights between {En(lower)} and {En(upper)} can't keep the sum of {En(sum)}."),
                new("Nới giới hạn.", "Widen the bounds."));
        }

        // Each pass fixes at least one more weight at a bound, so the number of weights bounds the passes.
        var isFixed = trimmed.Select(weight => weight <= 0).ToArray();
        for (var pass = 0; pass <= trimmed.Length; pass++)
        {
            var excess = 0.0;
            for (var row = 0; row < trimmed.Length; row++)
            {
                var bound = Math.Clamp(trimmed[row], lower, upper);
                if (trimmed[row] <= 0 || bound == trimmed[row])
                    continue;
                excess += trimmed[row] - bound;
                (trimmed[row], isFixed[row]) = (bound, true);
            }

            if (Math.Abs(excess) <= Rounding * sum)
                break;
            Spread(trimmed, isFixed, excess, lower, upper);
        }

        return ImmutableArray.Create(trimmed);
    }

    /// <summary>Over the weights not yet at a bound; where none is left, over those that can still move the other way.</summary>
    private static void Spread(double[] weights, bool[] isFixed, double excess, double lower, double upper)
    {
        if (!weights.Where((_, row) => !isFixed[row]).Any())
        {
            for (var row = 0; row < weights.Length; row++)
                isFixed[row] = weights[row] <= 0 || (excess > 0 ? weights[row] >= upper : weights[row] <= lower);
        }

        var free = weights.Where((_, row) => !isFixed[row]).Sum();
        for (var row = 0; row < weights.Length; row++)
            weights[row] *= isFixed[row] ? 1 : (free + excess) / free;
    }
}
