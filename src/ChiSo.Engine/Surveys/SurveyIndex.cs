using System.Collections.Immutable;

namespace ChiSo.Engine.Surveys;

/// <summary>An index, or a part of it, with its statistic and the parts below.</summary>
/// <param name="Statistic">From 0 to 100; a problem where no valid answer is behind it or behind a part of it.</param>
public sealed record IndexFigure(string Code, Result<Linearised> Statistic, ImmutableArray<IndexFigure> Parts)
{
    /// <summary>The estimate with its error: linearised, so that answers of the same people to several questions, and of the same commune, are not taken for independent ones.</summary>
    public Result<Estimate> Estimate(SurveyDesign design) => Statistic.TryGet(out var statistic) ? Variance.Estimate(design, statistic) : Statistic.Problems;

    /// <summary>This figure and all below, from the top.</summary>
    public IEnumerable<IndexFigure> All() => Parts.SelectMany(part => part.All()).Prepend(this);
}

/// <summary>A satisfaction index ("chỉ số hài lòng") from scored answers.</summary>
/// <remarks>Every level is a ratio of weighted totals or a linear combination of such, so its influence values follow by the chain rule (Särndal et al. 1992, 5.5).</remarks>
public sealed class SurveyIndex
{
    private readonly SurveyDesign design;
    private readonly IndexNode.Group definition;
    private readonly Dictionary<string, ImmutableArray<double>> scores;

    private SurveyIndex(SurveyDesign design, IndexNode.Group definition, Dictionary<string, ImmutableArray<double>> scores) => (this.design, this.definition, this.scores) = (design, definition, scores);

    /// <param name="answers">From the code of an item to one answer a row; NaN where there is none.</param>
    /// <returns>Problems of all items at once: one without answers, and the first answer off the scale in each.</returns>
    /// <exception cref="ArgumentException">An item stands in the tree twice, or a weight is not above zero.</exception>
    public static Result<SurveyIndex> Create(SurveyDesign design, IndexNode.Group definition, IReadOnlyDictionary<string, ImmutableArray<double>> answers)
    {
        Check(definition);
        var scored = new Dictionary<string, ImmutableArray<double>>(StringComparer.Ordinal);
        var problems = ImmutableArray.CreateBuilder<Problem>();
        foreach (var item in definition.Items())
        {
            if (!answers.TryGetValue(item.Code, out var given))
            {
                problems.Add(new("survey.item-missing", item.Code, new("Không có câu trả lời của câu hỏi này.", "There are no answers to this question."), new("Thêm cột của câu hỏi, hoặc bỏ câu hỏi khỏi chỉ số.", "Add its column, or leave the question out of the index.")));
                continue;
            }

            var found = item.Score(given.AsSpan());
            if (found.TryGet(out var values))
                scored.Add(item.Code, values);
            else
                problems.AddRange(found.Problems);
        }

        return problems.Count > 0 ? problems.DrainToImmutable() : new SurveyIndex(design, definition, scored);
    }

    /// <summary>The index of a part of the population, such as a unit; of everybody without one.</summary>
    public IndexFigure Of(Domain? domain = null) => Figure(definition, domain);

    /// <summary>The index of a level from its units.</summary>
    /// <param name="units">At least one. Under <see cref="LevelPooling.PooledForms"/> their forms are put together; under the mean a unit without an index is a problem.</param>
    public IndexFigure OfLevel(IReadOnlyList<Domain> units, LevelPooling pooling)
    {
        if (units.Count == 0)
            throw new ArgumentException("A level has at least one unit.", nameof(units));
        return pooling == LevelPooling.PooledForms
            ? Of(new Domain("", [.. Enumerable.Range(0, design.Rows).Select(row => units.Any(unit => unit.Members[row]))]))
            : Mean([.. units.Select(Of)]);
    }

    private static IndexFigure Mean(ImmutableArray<IndexFigure> figures) =>
        new(figures[0].Code, Weighted(figures[0].Code, [.. figures.Select(figure => (1.0, figure.Statistic))]),
            [.. figures[0].Parts.Select((_, part) => Mean([.. figures.Select(figure => figure.Parts[part])]))]);

    private IndexFigure Figure(IndexNode node, Domain? domain)
    {
        if (node is not IndexNode.Group group)
            return new(node.Code, Linearise.Mean(design, node.Code, scores[node.Code].AsSpan(), domain), []);

        ImmutableArray<IndexFigure> parts = [.. group.Parts.Select(part => Figure(part, domain))];
        return new(group.Code, group.Pooling == IndexPooling.PooledAnswers ? Pooled(group, domain) : Weighted(group.Code, [.. group.Parts.Select((part, place) => (part.Weight, parts[place].Statistic))]), parts);
    }

    private static Result<Linearised> Weighted(string code, ImmutableArray<(double Weight, Result<Linearised> Statistic)> parts)
    {
        ImmutableArray<Problem> unknown = [.. parts.SelectMany(part => part.Statistic.Problems).Distinct()];
        if (!unknown.IsEmpty)
            return unknown;
        var whole = parts.Sum(part => part.Weight);
        var terms = new List<(double, Linearised)>();
        foreach (var (weight, statistic) in parts)
        {
            if (statistic.TryGet(out var known))
                terms.Add((weight / whole, known));
        }

        return Linearised.Combine(code, terms);
    }

    /// <summary>Σ w·scores ÷ Σ w·valid answers, over all items below.</summary>
    private Result<Linearised> Pooled(IndexNode.Group group, Domain? domain)
    {
        var (sums, counts) = (new double[design.Rows], new double[design.Rows]);
        foreach (var item in group.Items())
        {
            var own = scores[item.Code];
            for (var row = 0; row < own.Length; row++)
            {
                if (double.IsNaN(own[row]))
                    continue;
                sums[row] += own[row];
                counts[row]++;
            }
        }

        for (var row = 0; row < counts.Length; row++)
        {
            if (counts[row] == 0)
                (sums[row], counts[row]) = (double.NaN, double.NaN);
        }

        return Linearise.Ratio(design, group.Code, sums, counts, domain);
    }

    private static void Check(IndexNode.Group definition)
    {
        if (definition.Items().GroupBy(item => item.Code).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new ArgumentException($"Item {twice.Key} stands in the index twice.", nameof(definition));
        foreach (var part in definition.Parts)
        {
            if (!(part.Weight > 0))
                throw new ArgumentException($"The weight of {part.Code} is {part.Weight}; it must be above zero.", nameof(definition));
            if (part is IndexNode.Group group)
                Check(group);
        }

        if (definition.Parts.IsEmpty)
            throw new ArgumentException($"{definition.Code} has no parts.", nameof(definition));
    }
}
