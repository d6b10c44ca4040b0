using ChiSo.Application.Surveys.Expressions;
using ChiSo.Engine;

namespace ChiSo.Application.Surveys.Questionnaires;

/// <summary>What must hold between the rows of a questionnaire: names once, everything named is there, nothing depends on itself.</summary>
internal static class QuestionnaireChecks
{
    public static IEnumerable<Problem> Check(Questionnaire form)
    {
        var items = form.All().ToList();
        var names = items.Select(item => item.Name).ToHashSet(StringComparer.Ordinal);
        if (!form.Questions().Any(question => question.IsAsked))
            yield return QuestionnaireProblems.NoQuestions(XlsFormColumns.Survey);
        foreach (var twice in items.GroupBy(item => item.Name, StringComparer.OrdinalIgnoreCase).SelectMany(same => same.Skip(1)))
            yield return QuestionnaireProblems.NameTwice(twice.Where, twice.Name);
        foreach (var problem in items.SelectMany(item => Unknown(item, names)).Concat(form.Questions().SelectMany(question => Check(form, question))).Concat(Cycles(form)).Concat(IndexChecks.Check(form)).Concat(Pictures(form)))
            yield return problem;
    }

    /// <summary>Every picture is written anew with each answer beside it: few of them, and none as often as somebody likes.</summary>
    private static IEnumerable<Problem> Pictures(Questionnaire form)
    {
        var pictures = form.Questions().Where(question => question.Kind == QuestionKind.Picture).ToList();
        var repeated = form.All().OfType<Section>().Where(section => section.Repeat is not null).SelectMany(section => section.All()).ToHashSet();
        return pictures.Skip(Questionnaire.MostPictures).Select(picture => QuestionnaireProblems.ManyPictures(picture.Where, Questionnaire.MostPictures))
            .Concat(pictures.Where(repeated.Contains).Select(picture => QuestionnaireProblems.PictureInRepeat(picture.Where, picture.Name)));
    }

    private static IEnumerable<Problem> Unknown(FormItem item, HashSet<string> names) =>
        Expressions(item).SelectMany(expression => expression.References()).Distinct().Where(name => !names.Contains(name)).Select(name => QuestionnaireProblems.NoQuestion(item.Where, name));

    private static IEnumerable<FormExpression> Expressions(FormItem item) => (item switch
    {
        Question question => new[] { question.Relevant, question.Constraint, question.Calculation, question.ChoiceFilter, question.Required.When },
        Section section => [section.Relevant, section.Repeat?.Count],
        _ => [],
    }).OfType<FormExpression>();

    private static IEnumerable<Problem> Check(Questionnaire form, Question question)
    {
        if (question.Kind == QuestionKind.Calculate ? question.Calculation is null : question.Calculation is not null)
            yield return QuestionnaireProblems.Calculation(question.Where, question.Name);
        if (question.Kind != QuestionKind.Calculate)
        {
            foreach (var language in form.Languages.Where(language => !question.Label.Texts.ContainsKey(language) && !question.Label.Texts.ContainsKey("")))
                yield return QuestionnaireProblems.NoText(question.Where, question.Name, language);
        }

        var list = form.List(question.List);
        if (question.List is not null && list is null)
            yield return QuestionnaireProblems.NoList(question.Where, question.List);
        if (question.ChoiceFilter is { } filter)
        {
            foreach (var column in filter.Columns().Where(column => column != "name" && list?.Choices.Any(choice => choice.Columns.ContainsKey(column)) != true))
                yield return QuestionnaireProblems.NoChoiceColumn(question.Where, column);
        }

        if (question.Factor is { } factor)
        {
            if (form.Factors.All(known => known.Code != factor))
                yield return QuestionnaireProblems.NoFactor(question.Where, factor);
            if (!HasScale(question, list))
                yield return QuestionnaireProblems.NoScale(question.Where, question.Name);
        }
    }

    /// <summary>Two whole numbers from 0 at least beside "no opinion", or a range of such steps.</summary>
    private static bool HasScale(Question question, ChoiceList? list) => question.Kind switch
    {
        QuestionKind.Range => question.Range?.Scale() is { IsEmpty: false },
        QuestionKind.SelectOne => list is not null && list.Choices.All(choice => IsWhole(choice.Name)) && list.Choices.Count(choice => !choice.IsNoOpinion) > 1,
        _ => false,
    };

    private static bool IsWhole(string name) => int.TryParse(name, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out _);

    /// <summary>A value depends on what its calculation and its relevance, and those of the groups around it, look at.</summary>
    private static IEnumerable<Problem> Cycles(Questionnaire form)
    {
        var needs = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        var places = new Dictionary<string, FormItem>(StringComparer.Ordinal);
        Collect(form.Items, [], needs, places);
        var done = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var name in needs.Keys)
        {
            if (IsInCycle(name, needs, done) is { } at)
                yield return QuestionnaireProblems.Cycle(places[at].Where, at);
        }
    }

    private static void Collect(IEnumerable<FormItem> items, IReadOnlyList<string> above, Dictionary<string, List<string>> needs, Dictionary<string, FormItem> places)
    {
        foreach (var item in items)
        {
            var own = new[] { item.Relevant, (item as Question)?.Calculation, (item as Section)?.Repeat?.Count }.OfType<FormExpression>().SelectMany(expression => expression.References());
            var all = above.Concat(own).ToList();
            (needs[item.Name], places[item.Name]) = (all, item);
            if (item is Section section)
                Collect(section.Items, all, needs, places);
        }
    }

    /// <summary>The name that is met again on the way down; <c>null</c> for none, and for one told before.</summary>
    private static string? IsInCycle(string name, Dictionary<string, List<string>> needs, Dictionary<string, bool> done)
    {
        if (done.TryGetValue(name, out var isDone))
            return isDone ? null : name;
        done[name] = false;
        var found = needs.GetValueOrDefault(name, []).Select(below => IsInCycle(below, needs, done)).FirstOrDefault(met => met is not null);
        done[name] = true;
        return found;
    }
}
