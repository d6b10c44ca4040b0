using System.Collections.Immutable;

namespace ChiSo.Engine.Surveys;

/// <summary>Totals, means, ratios and proportions with their influence values.</summary>
/// <remarks>Values are one a row; NaN is "no valid answer" and leaves the statistic, numerator and denominator alike. Source of every formula: Särndal et al. (1992), 5.6, 5.7 and 10.3.</remarks>
public static class Linearise
{
    /// <summary>Σ w·y over the domain; z = y. Rows without an answer count as nothing, so look at <see cref="Linearised.Missing"/> before publishing.</summary>
    public static Result<Linearised> Total(SurveyDesign design, string name, ReadOnlySpan<double> values, Domain? domain = null)
    {
        var (members, missing) = Valid(design, values, domain);
        if (!members.Contains(true))
            return EmptyDomain(name, domain);

        var influence = new double[design.Rows];
        var total = 0.0;
        for (var row = 0; row < influence.Length; row++)
        {
            if (!members[row])
                continue;
            influence[row] = values[row];
            total += design.Weights[row] * values[row];
        }

        return new Linearised(name, total, ImmutableArray.Create(influence), ImmutableArray.Create(members), missing);
    }

    /// <summary>R = Σ w·y ÷ Σ w·x over the domain; z = (y − R·x) ÷ Σ w·x.</summary>
    public static Result<Linearised> Ratio(SurveyDesign design, string name, ReadOnlySpan<double> numerator, ReadOnlySpan<double> denominator, Domain? domain = null)
    {
        var (members, missing) = Valid(design, numerator, domain);
        missing += LeaveOutMissing(members, denominator);
        if (!members.Contains(true))
            return EmptyDomain(name, domain);

        var (above, below) = (0.0, 0.0);
        for (var row = 0; row < members.Length; row++)
        {
            if (!members[row])
                continue;
            above += design.Weights[row] * numerator[row];
            below += design.Weights[row] * denominator[row];
        }

        if (below == 0)
            return ZeroDenominator(name, domain);

        var ratio = above / below;
        var influence = new double[design.Rows];
        for (var row = 0; row < influence.Length; row++)
            influence[row] = members[row] ? (numerator[row] - (ratio * denominator[row])) / below : 0;
        return new Linearised(name, ratio, ImmutableArray.Create(influence), ImmutableArray.Create(members), missing);
    }

    /// <summary>Σ w·y ÷ Σ w over the valid answers of the domain: a ratio whose denominator is estimated too.</summary>
    public static Result<Linearised> Mean(SurveyDesign design, string name, ReadOnlySpan<double> values, Domain? domain = null)
    {
        var ones = new double[design.Rows];
        Array.Fill(ones, 1);
        return Ratio(design, name, values, ones, domain);
    }

    /// <summary>The share of the domain's valid answers that are in <paramref name="isCounted"/>, in [0, 1]: the mean of an indicator.</summary>
    /// <param name="isCounted">1 or 0 a row; NaN where there is no valid answer.</param>
    /// <exception cref="ArgumentException">A value is neither 0, 1 nor NaN.</exception>
    public static Result<Linearised> Proportion(SurveyDesign design, string name, ReadOnlySpan<double> isCounted, Domain? domain = null)
    {
        foreach (var value in isCounted)
        {
            if (value is not (0 or 1) && !double.IsNaN(value))
                throw new ArgumentException($"An indicator is 0, 1 or NaN, not {value}.", nameof(isCounted));
        }

        return Mean(design, name, isCounted, domain);
    }

    internal static (bool[] Members, int Missing) Valid(SurveyDesign design, ReadOnlySpan<double> values, Domain? domain)
    {
        if (values.Length != design.Rows || (domain is not null && domain.Members.Length != design.Rows))
            throw new ArgumentException($"{values.Length} values for a design of {design.Rows} rows.", nameof(values));

        var members = new bool[design.Rows];
        for (var row = 0; row < members.Length; row++)
            members[row] = (domain is null || domain.Members[row]) && design.Weights[row] != 0;
        return (members, LeaveOutMissing(members, values));
    }

    private static int LeaveOutMissing(bool[] members, ReadOnlySpan<double> values)
    {
        var missing = 0;
        for (var row = 0; row < members.Length; row++)
        {
            if (!members[row] || !double.IsNaN(values[row]))
                continue;
            members[row] = false;
            missing++;
        }

        return missing;
    }

    internal static Problem EmptyDomain(string name, Domain? domain) =>
        new("survey.empty-domain", Place(name, domain), new("Không có câu trả lời hợp lệ nào, nên không có kết quả.", "There is no valid answer, so there is no result."),
            new("Xem lại nhóm được chọn, hoặc gộp nhóm này với nhóm khác.", "Check which group was chosen, or merge it with another."));

    private static Problem ZeroDenominator(string name, Domain? domain) =>
        new("survey.zero-denominator", Place(name, domain), new("Mẫu số bằng 0, nên tỷ số không xác định.", "The denominator is zero, so the ratio is undefined."),
            new("Xem lại số liệu của mẫu số.", "Check the figures of the denominator."));

    private static string Place(string name, Domain? domain) => domain is { Name.Length: > 0 } ? $"{name}, {domain.Name}" : name;
}
