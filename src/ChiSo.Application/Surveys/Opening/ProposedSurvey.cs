using System.Collections.Immutable;
using ChiSo.Application.People;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Questionnaires;
using ChiSo.Engine;

namespace ChiSo.Application.Surveys.Opening;

/// <summary>What somebody typed and uploaded for a survey to be opened.</summary>
/// <param name="Fields">As <see cref="Management.DeclarationEntry"/> reads them.</param>
/// <param name="Form">The questionnaire, or why it can't be read; <c>null</c> when none was chosen.</param>
/// <param name="Raters">Who rates whom, or why it can't be read; <c>null</c> when no table was uploaded.</param>
public sealed record SurveyEntry(IReadOnlyDictionary<string, string> Fields, Result<Questionnaire>? Form, Result<ImmutableArray<RaterLine>>? Raters = null);

/// <summary>A proposal with what it would open.</summary>
public sealed record ProposedSurvey(SurveyProposal Proposal, DeclaredSurvey Survey)
{
    public Guid Id => Proposal.Id;

    public string Code => Proposal.Code;

    public ProposalState State => Proposal.State;

    /// <summary>As its questionnaire calls it.</summary>
    public Words Title => Survey.Form.Say(Survey.Form.Title);

    /// <summary>Whether a second person, or whoever proposed it, still has something to do.</summary>
    public bool IsPending => State is ProposalState.Waiting or ProposalState.Returned;

    /// <summary>Whether the person may take the step now: whoever proposed never approves or returns, nobody else withdraws.</summary>
    public bool Allows(ProposalStep step, Person person) =>
        person.May(Act.RunSurveys, new()) && ProposalStates.After(State, step) is not null && ProposalStates.IsOfProposer(step) == (Proposal.ProposedBy == person.Id);
}
