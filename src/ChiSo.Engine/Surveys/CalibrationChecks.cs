using System.Collections.Immutable;
using static ChiSo.Engine.NumberText;

namespace ChiSo.Engine.Surveys;

/// <summary>What stands in the way of a calibration before it is tried: every problem at once.</summary>
internal static class CalibrationChecks
{
    /// <summary>Sizes of the population by two classifications may differ by their rounding.</summary>
    private const double SameSize = 1e-6;

    public static ImmutableArray<Problem> Find(ReadOnlySpan<double> weights, IReadOnlyList<Auxiliary> auxiliaries, CalibrationDistance distance)
    {
        if (auxiliaries.Count == 0)
            throw new ArgumentException("A calibration needs at least one variable.", nameof(auxiliaries));

        var problems = ImmutableArray.CreateBuilder<Problem>();
        if (distance.Bounds is var (lower, upper) && !(lower < 1 && upper > 1))
        {
            problems.Add(new("survey.calibration-bounds", "calibration", new($"Giới hạn {Vi(lower)}–{Vi(upper)} không bao quanh 1.", $"The bounds {En(lower)} to {En(upper)} do not lie around 1."),
                new("Ghi giới hạn dưới nhỏ hơn 1 và giới hạn trên lớn hơn 1.", "Write a lower bound below 1 and an upper bound above 1.")));
        }

        foreach (var auxiliary in auxiliaries)
            AddOf(auxiliary, weights, problems);
        AddDisagreements([.. auxiliaries.OfType<Auxiliary.Groups>()], problems);
        return problems.DrainToImmutable();
    }

    private static void AddOf(Auxiliary auxiliary, ReadOnlySpan<double> weights, ImmutableArray<Problem>.Builder problems)
    {
        switch (auxiliary)
        {
            case Auxiliary.Number number:
                CheckLength(number.Values.Length, weights.Length);
                if (!double.IsFinite(number.Total) || number.Values.Any(value => !double.IsFinite(value)))
                    problems.Add(BadTotal(number.Name));
                break;
            case Auxiliary.Groups groups:
                CheckLength(groups.Of.Codes.Length, weights.Length);
                if (groups.Totals.Length != groups.Of.Names.Length)
                    throw new ArgumentException($"{groups.Totals.Length} totals for {groups.Of.Names.Length} groups of {groups.Name}.", nameof(auxiliary));
                AddOfGroups(groups, weights, problems);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(auxiliary));
        }
    }

    private static void AddOfGroups(Auxiliary.Groups groups, ReadOnlySpan<double> weights, ImmutableArray<Problem>.Builder problems)
    {
        var sums = new double[groups.Totals.Length];
        for (var row = 0; row < weights.Length; row++)
            sums[groups.Of.Codes[row]] += weights[row];
        for (var group = 0; group < sums.Length; group++)
        {
            var place = $"{groups.Name} = {groups.Of.Names[group]}";
            if (!(groups.Totals[group] > 0 && double.IsFinite(groups.Totals[group])))
                problems.Add(BadTotal(place));
            else if (sums[group] <= 0)
                problems.Add(new("survey.calibration-empty-group", place, new("Nhóm này có trong tổng thể nhưng không có trong mẫu.", "This group is in the population, but nobody of it is in the sample."), new("Gộp nhóm này với nhóm khác.", "Merge it with another group.")));
        }
    }

    private static void AddDisagreements(ImmutableArray<Auxiliary.Groups> margins, ImmutableArray<Problem>.Builder problems)
    {
        foreach (var margin in margins.Skip(1))
        {
            var (first, other) = (margins[0].Totals.Sum(), margin.Totals.Sum());
            if (Math.Abs(first - other) > SameSize * Math.Abs(first))
            {
                problems.Add(new("survey.margins-disagree", margin.Name, new($"Cộng lại được {Vi(other)} người, còn “{margins[0].Name}” cộng được {Vi(first)}.", $"They add up to {En(other)}, those of “{margins[0].Name}” to {En(first)}."),
                    new("Ghi các tổng của cùng một tổng thể.", "Write the sizes of one and the same population.")));
            }
        }
    }

    private static Problem BadTotal(string place) =>
        new("survey.calibration-total", place, new("Tổng thể hoặc giá trị ở đây không phải là số dùng được.", "The total, or a value, is no usable number here."), new("Ghi một số; quy mô của nhóm phải lớn hơn 0.", "Write a number; the size of a group must be above 0."));

    private static void CheckLength(int length, int rows)
    {
        if (length != rows)
            throw new ArgumentException($"A variable has {length} rows instead of {rows}.", nameof(length));
    }
}
