using System.Collections.Immutable;
using ChiSo.Application.Results;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Tests.Samples;
using ChiSo.Engine;

namespace ChiSo.Application.Tests.Results;

/// <summary>The illustrative satisfaction survey of the 16 departments and 9 districts of the sample.</summary>
internal static class SyntheticSurvey
{
    private static readonly IllustrativeSurvey Made = IllustrativeSurvey.Of(SampleRound.CanTho) ?? throw new InvalidOperationException("The sample is illustrative and has survey lines.");

    public static string Source => Made.Source;

    public static FeedMapping Mapping => IllustrativeSurvey.Mapping;

    public static LiveSurvey Survey { get; } = Make();

    public static ImmutableArray<Answer> Answers { get; } = [.. Made.Answers().Select(answer => new Answer(answer.Unit, "", AnswerMode.Link, "vi", "1", answer.Values))];

    /// <summary>The sampled value and number of forms of a line in the sample's files.</summary>
    public static (decimal Value, int Forms) Held(BlockDocument block, string unit, string line)
    {
        var entry = (Entry.Figures)block.Positions.Single(position => position.Unit == unit && position.Criterion.Value == line).Entry;
        return (entry.Values[0], entry.From?.Count ?? throw new InvalidDataException($"{unit} {line} has no number of forms."));
    }

    private static LiveSurvey Make()
    {
        var declared = Made.Declare("hai-long-2023", new(2023, 11, 1), new(2023, 12, 31));
        return new(Guid.Empty, declared.Declaration with { Round = null }, declared.Form, "0", IsClosed: true);
    }
}
