using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Application.Publication;
using ChiSo.Application.Surveys.Questionnaires;
using ChiSo.Engine.Surveys.Cleaning;
using ChiSo.Web.Language;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>Which questions are looked at together for the same answer to all of them, and which of them ask the other way round.</summary>
public sealed class CleaningGroupsPage(Installation installation, Texts texts) : SurveyDeskPage(installation, texts)
{
    /// <summary>Groups that can be named beside those there are.</summary>
    private const int Spare = 2;

    private const int MostGroups = 40;

    /// <summary>Names of the groups in their order, with empty ones to be filled in.</summary>
    public ImmutableArray<string> Names { get; private set; } = [];

    /// <summary>The group of each question from 1, by its name; questions in none are not there.</summary>
    public ImmutableDictionary<string, int> Places { get; private set; } = ImmutableDictionary<string, int>.Empty;

    /// <summary>Questions on which a high answer is a bad one.</summary>
    public ImmutableHashSet<string> Reversed { get; private set; } = [];

    public int Seen { get; private set; }

    /// <summary>Whether the groups are those the questionnaire suggests.</summary>
    public bool IsSuggested { get; private set; }

    public ImmutableArray<(Question Question, int Lowest, int Highest)> Scales { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await ShowAsync(cancel) is { } other ? other : Page();

    public async Task<IActionResult> OnPostAsync(string? reason, int seen, int count, CancellationToken cancel)
    {
        if (await ShowAsync(cancel) is { } other)
            return other;
        var fields = await Request.ReadFormAsync(cancel);
        Names = [.. Enumerable.Range(1, Math.Clamp(count, 0, MostGroups)).Select(number => fields[$"name{number.ToString(CultureInfo.InvariantCulture)}"].ToString().Trim())];
        Places = Scales.Select(one => (one.Question.Name, Place: int.TryParse(fields["g." + one.Question.Name], NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? place : 0)).Where(one => one.Place > 0 && one.Place <= Names.Length).ToImmutableDictionary(one => one.Name, one => one.Place);
        Reversed = [.. Scales.Select(one => one.Question.Name).Where(name => fields["r." + name] == "on")];
        return await AfterAsync(Made(), reason, seen, cancel);
    }

    public async Task<IActionResult> OnPostSuggestAsync(string? reason, int seen, CancellationToken cancel) => await ShowAsync(cancel) is { } other ? other : await AfterAsync(null, reason, seen, cancel);

    /// <summary>The groups as they were posted; those without questions are left out.</summary>
    private ImmutableArray<StraightGroup> Made() =>
    [
        .. Names.Select((name, at) => (name, Items: Scales.Where(one => Places.GetValueOrDefault(one.Question.Name) == at + 1).ToArray())).Where(group => group.Items.Length > 0)
            .Select(group => new StraightGroup(group.name, [.. group.Items.Select(one => one.Question.Name)], group.Items[0].Lowest, group.Items[0].Highest) { Reversed = [.. group.Items.Select(one => one.Question.Name).Where(Reversed.Contains)] }),
    ];

    private async Task<IActionResult> AfterAsync(ImmutableArray<StraightGroup>? groups, string? reason, int seen, CancellationToken cancel)
    {
        var now = (await Installation.Reviewing.ReadAsync(Live, cancel)).Book.Thresholds;
        var done = await Installation.Reviewing.SetRulesAsync(Survey, now with { Groups = groups }, reason ?? "", seen, Person, cancel);
        return done.TryGet(out _) ? LocalRedirect($"/desk/surveys/{Survey}/cleaning/groups") : Refused(done.Problems);
    }

    /// <returns>What is shown instead; <c>null</c> for this page.</returns>
    private async Task<IActionResult?> ShowAsync(CancellationToken cancel)
    {
        if (!MayRun || !await ReadAsync(Said["Groups_Title"], cancel))
            return NotFound();
        if (!Live.IsClosed)
            return LocalRedirect($"/desk/surveys/{Survey}/cleaning");
        var book = (await Installation.Reviewing.ReadAsync(Live, cancel)).Book;
        (Seen, IsSuggested, Scales) = (book.Last, book.Thresholds.Groups is null, book.Thresholds.Scales(Live.Form));
        var groups = book.Thresholds.Rules(Live.Form).Straight;
        Names = [.. groups.Select(group => group.Name), .. Enumerable.Repeat("", Spare)];
        Places = groups.SelectMany((group, at) => group.Items.Select(item => (item, at))).DistinctBy(one => one.item).ToImmutableDictionary(one => one.item, one => one.at + 1);
        Reversed = [.. groups.SelectMany(group => group.Reversed)];
        return null;
    }
}
