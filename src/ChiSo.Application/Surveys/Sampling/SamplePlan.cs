using System.Collections.Immutable;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using ChiSo.Engine.Surveys;

namespace ChiSo.Application.Surveys.Sampling;

/// <summary>How a sample is drawn ("cách chọn mẫu").</summary>
public enum SampleMethod
{
    Simple,
    Systematic,

    /// <summary>Clusters with probability proportional to their people, then the same number of people in each.</summary>
    TwoStage,
}

/// <summary>What is wanted of a sample.</summary>
/// <param name="Margin">Half the width of a unit's interval at 95 %, as a share in (0, 1); <c>null</c>: <paramref name="Total"/> is spread instead.</param>
/// <param name="Total">People to ask in all units together.</param>
/// <param name="Allocation">How units share the total; strata of a unit always share in proportion.</param>
/// <param name="Share">Expected share of satisfied people, in (0, 1).</param>
/// <param name="Response">Share of those asked who answer, in (0, 1].</param>
/// <param name="DesignEffect">1 or more.</param>
/// <param name="People">In each cluster, with two stages.</param>
/// <param name="Reserve">People listed behind the sample, of each stratum; of each cluster with two stages.</param>
/// <param name="Cost">Of a valid form, in đồng.</param>
/// <param name="Expected">Expected shares of single units.</param>
public sealed record SamplePlan(SampleMethod Method, double? Margin, int Total, AllocationRule Allocation, double Share, double Response, double DesignEffect, int People, int Reserve, decimal Cost, ImmutableSortedDictionary<string, double> Expected)
{
    public double ShareOf(string unit) => Expected.GetValueOrDefault(unit, Share);
}

/// <summary>A plan as somebody types it, field by field; shares in percent.</summary>
public static class SamplePlanEntry
{
    private const int Most = 1_000_000;

    /// <summary>What the fields hold before anybody typed.</summary>
    public static ImmutableDictionary<string, string> Proposed { get; } = new Dictionary<string, string>
    {
        ["method"] = "Simple", ["size"] = "margin", ["margin"] = "5", ["total"] = "", ["allocation"] = nameof(AllocationRule.Proportional), ["share"] = "50", ["response"] = "60", ["effect"] = "1", ["people"] = "10", ["reserve"] = "5", ["cost"] = "0", ["expected"] = "",
    }.ToImmutableDictionary();

    /// <returns>The plan, or everything that is wrong, each by its field.</returns>
    public static Result<SamplePlan> Read(IReadOnlyDictionary<string, string> fields, SurveyDeclaration survey, DecimalMark mark)
    {
        var reading = new Fields(fields, mark);
        var byMargin = reading.Text("size") != "total";
        var plan = new SamplePlan(
            reading.Choice("method", SampleMethod.Simple), byMargin ? reading.Percent("margin", 50) : null, byMargin ? 0 : reading.Whole("total", 1), reading.Choice("allocation", AllocationRule.Proportional),
            reading.Percent("share", 100), reading.Percent("response", 100 + 1e-9), reading.Number("effect", 1, 20), reading.Whole("people", 1), reading.Whole("reserve", 0), (decimal)reading.Number("cost", 0, 1e9), reading.Expected(survey));
        return reading.Problems.Count > 0 ? reading.Problems.ToImmutableArray() : plan;
    }

    private sealed class Fields(IReadOnlyDictionary<string, string> fields, DecimalMark mark)
    {
        public List<Problem> Problems { get; } = [];

        public string Text(string field) => fields.GetValueOrDefault(field)?.Trim() ?? "";

        public T Choice<T>(string field, T otherwise)
            where T : struct, Enum => Enum.TryParse<T>(Text(field), out var value) && Enum.IsDefined(value) ? value : otherwise;

        public double Percent(string field, double below) => Number(field, 1e-9, below - 1e-9) / 100;

        public int Whole(string field, int least)
        {
            var value = Number(field, least, Most);
            if (value == Math.Floor(value))
                return (int)value;
            Problems.Add(SampleProblems.Outside(field, Text(field), least, Most));
            return least;
        }

        public double Number(string field, double least, double most)
        {
            if (Text(field).Length > 0 && VietnameseNumbers.Read(Text(field), mark, out var value) == NumberReading.Read && (double)value >= least && (double)value <= most)
                return (double)value;
            Problems.Add(SampleProblems.Outside(field, Text(field), least, most));
            return Math.Max(least, 1);
        }

        public ImmutableSortedDictionary<string, double> Expected(SurveyDeclaration survey)
        {
            var shares = ImmutableSortedDictionary.CreateBuilder<string, double>(StringComparer.Ordinal);
            foreach (var line in Text("expected").ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                if (line.Split(';', 2, StringSplitOptions.TrimEntries) is [var unit, var share] && survey.Unit(unit) is not null && VietnameseNumbers.Read(share.TrimEnd('%', ' '), mark, out var value) == NumberReading.Read && value is > 0 and < 100)
                    shares[unit] = (double)value / 100;
                else
                    Problems.Add(SampleProblems.Expected("expected", line));
            }

            return shares.ToImmutable();
        }
    }
}
