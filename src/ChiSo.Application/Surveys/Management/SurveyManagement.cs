using System.Collections.Immutable;
using ChiSo.Application.People;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Outcomes;
using ChiSo.Engine;

namespace ChiSo.Application.Surveys.Management;

/// <summary>Surveys as their manager runs them at the desk: the acts of <see cref="SurveyDesk"/> for whoever may do them, from what was typed and uploaded.</summary>
public sealed class SurveyManagement(SurveyDesk desk, FieldOutcomes outcomes, TimeProvider clock)
{
    /// <summary>Makes a link for everybody on the lists who has none yet, and takes in how the others are found.</summary>
    /// <param name="lists">Each list, or why it can't be read; every problem of all is told.</param>
    public async Task<Result<InvitedPeople>> InviteAsync(string code, ImmutableArray<Result<ImmutableArray<Invitee>>> lists, Person person, CancellationToken cancel)
    {
        if (person.MandateTo(Act.RunSurveys, new()) is not { } mandate)
            return SurveyProblems.NotAllowed(code);
        if (await desk.FindAsync(code, cancel) is not { } survey)
            return SurveyProblems.Unknown(code);
        if (lists.IsEmpty)
            return SurveyProblems.NoList(code);
        ImmutableArray<Problem> unread = [.. lists.SelectMany(list => list.Problems)];
        if (!unread.IsEmpty)
            return unread;
        var merged = MergedLists.Of(lists.SelectMany(list => list.TryGet(out var people) ? people : []), await desk.InvitedAsync(survey, cancel));
        if (!merged.TryGet(out var found))
            return merged.Problems;
        if (found.People.IsEmpty && found.Known.IsEmpty)
            return SurveyProblems.NobodyNew(code);
        var invited = await desk.InviteAsync(code, found.People, found.Known, new(person.Id, mandate.Id, clock.GetUtcNow().UtcDateTime, ""), cancel);
        return invited.TryGet(out var made) ? new InvitedPeople(made.Links, found.Twice, found.Before) { Found = made.Found } : invited.Problems;
    }

    /// <summary>Takes no more answers, for good.</summary>
    public async Task<Result<LiveSurvey>> CloseAsync(string code, string reason, Person person, CancellationToken cancel)
    {
        if (person.MandateTo(Act.RunSurveys, new()) is not { } mandate)
            return SurveyProblems.NotAllowed(code);
        if (string.IsNullOrWhiteSpace(reason))
            return SurveyProblems.NoReason(code);
        return await desk.CloseAsync(code, new(person.Id, mandate.Id, clock.GetUtcNow().UtcDateTime, reason.Trim()), cancel);
    }

    /// <summary>Writes down what became of people who were invited.</summary>
    /// <param name="list">The list, or why it can't be read; <c>null</c> when none was chosen.</param>
    /// <returns>How many.</returns>
    public async Task<Result<int>> RecordOutcomesAsync(string code, Result<ImmutableArray<RecordedOutcome>>? list, Person person, CancellationToken cancel)
    {
        if (person.MandateTo(Act.RunSurveys, new()) is not { } mandate)
            return SurveyProblems.NotAllowed(code);
        if (list is not { } read)
            return OutcomeProblems.NoTable(code);
        return read.TryGet(out var people) ? await outcomes.RecordAsync(code, people, new(person.Id, mandate.Id, clock.GetUtcNow().UtcDateTime, ""), cancel) : read.Problems;
    }
}

/// <summary>Links that were just made: their keys stand nowhere else.</summary>
/// <param name="Twice">Rows left out because the same person stands in another.</param>
/// <param name="Before">Rows left out because that person has a link.</param>
public sealed record InvitedPeople(ImmutableArray<InvitationLink> Links, int Twice, int Before)
{
    /// <summary>People with a link before whose name, address or telephone was taken in.</summary>
    public int Found { get; init; }
}
