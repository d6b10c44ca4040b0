using System.Collections.Immutable;
using ChiSo.Engine;

namespace ChiSo.Application.Results;

/// <summary>Which of a round's stages stand in the columns of a wide sheet, under which names.</summary>
/// <param name="Own">The stage at which units score themselves; empty when the round has none.</param>
/// <param name="Reviews">The stages of reviews, in order.</param>
internal sealed record WideStages(ImmutableArray<string> Own, ImmutableArray<string> Reviews)
{
    private const string Self = "self";

    /// <summary>The words of the stages every round may use; the column of reviews is one, however many there were.</summary>
    private static readonly Dictionary<string, Words> Known = new(StringComparer.Ordinal)
    {
        [Self] = new("Tự chấm", "Self"),
        ["first_level"] = new("Thẩm định", "Appraised"),
        ["review1"] = new("Thẩm định", "Appraised"),
        ["explanation"] = new("Giải trình", "Explained"),
        ["review2"] = new("Thẩm định", "Appraised"),
        ["council"] = new("Hội đồng", "Council"),
    };

    public Words OwnName => Own.IsEmpty ? Known[Self] : NameOf(Own[0]);

    /// <summary>One name for all when they share it, else each name once.</summary>
    public Words ReviewName
    {
        get
        {
            Words[] names = [.. Reviews.DefaultIfEmpty("review1").Select(NameOf).Distinct()];
            return new(string.Join(" / ", names.Select(name => name.Vi)), string.Join(" / ", names.Select(name => name.En)));
        }
    }

    /// <summary>A round that names its stages in its own words begins with the units' own scores; explanations and the council's word are no review.</summary>
    public static WideStages Of(ImmutableArray<string> stages)
    {
        string? own = stages.Contains(Self) ? Self : stages.FirstOrDefault() is { } first && !Known.ContainsKey(first) ? first : null;
        return new(own is null ? [] : [own], [.. stages.Where(stage => stage != own && stage is not ("explanation" or "council"))]);
    }

    private static Words NameOf(string stage) => Known.TryGetValue(stage, out var words) ? words : Words.Same(stage);
}
