using System.Collections.Immutable;
using ChiSo.Application.Assessment;
using ChiSo.Application.People;
using ChiSo.Engine;

namespace ChiSo.Application.Appraisal;

/// <summary>Guidance and questions of a round, with who answers for each criterion.</summary>
/// <param name="Texts">The guidance that counts, by criterion.</param>
/// <param name="Questions">In the order they were asked.</param>
public sealed record GuidanceBoard(AssignmentBoard Board, ImmutableDictionary<CriterionCode, Guidance> Texts, ImmutableArray<CriterionQuestion> Questions)
{
    /// <summary>The criterion where a block has it first; <c>null</c> when none has.</summary>
    public (AppraiserMap Map, CriteriaNode Node)? Find(CriterionCode criterion) => Board.Maps
        .Select(map => (map, node: map.Criteria.Leaves().FirstOrDefault(leaf => leaf.Code == criterion)))
        .Where(found => found.node is not null).Select(found => ((AppraiserMap, CriteriaNode)?)(found.map, found.node!)).FirstOrDefault(); // filtered just before

    /// <summary>Whether the person writes the guidance of the criterion and answers what units ask about it: the agency that appraises it, in whatever block, or the standing office.</summary>
    public Mandate? MandateToGuide(Person person, CriterionCode criterion) => Board.Maps.Where(map => map.Criteria.Leaves().Any(leaf => leaf.Code == criterion))
        .Select(map => person.MandateTo(Act.Guide, new(Agency: map.AgencyOf(criterion)))).FirstOrDefault(mandate => mandate is not null);

    public bool MayGuide(Person person, CriterionCode criterion) => Board.Round.FrozenAt is null && MandateToGuide(person, criterion) is not null;

    /// <summary>Units of the round the person may ask for about a criterion.</summary>
    public IEnumerable<UnitInput> AskingUnits(Person person, CriterionCode criterion) => Board.Round.FrozenAt is not null ? [] : Board.Maps
        .Where(map => map.Criteria.Leaves().Any(leaf => leaf.Code == criterion)).SelectMany(map => map.Block.Units).DistinctBy(unit => unit.Code).Where(unit => person.May(Act.AskAboutCriterion, new(unit.Code)));

    /// <summary>Answered ones are for everybody; until then a question is for the unit that asks, those who answer, and those who read everything.</summary>
    public IEnumerable<CriterionQuestion> QuestionsFor(Person person, CriterionCode criterion) => Questions
        .Where(question => question.Criterion == criterion && (question.AnsweredAt is not null || KnowsWhoAsked(person, question)));

    public bool KnowsWhoAsked(Person person, CriterionQuestion question) =>
        question.NamesUnit || person.May(Act.ReadSheet, new(question.Unit)) || MandateToGuide(person, question.Criterion) is not null;
}
