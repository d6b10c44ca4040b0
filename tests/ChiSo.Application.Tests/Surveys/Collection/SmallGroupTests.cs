using System.Collections.Immutable;
using ChiSo.Application.Surveys.Collection;
using CsCheck;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Surveys.Collection;

/// <summary>What leaves the store shows nobody alone, nor by subtraction.</summary>
public sealed class SmallGroupTests
{
    private static readonly string Key = new('3', 64);

    /// <summary>One line a case: answers by unit and stratum, then what is left.</summary>
    public static TheoryData<string, string> Cases => new()
    {
        { "a:x=10 a:y=12", "a:x=10 a:y=12" },
        { "a:x=9", "" },
        { "a:x=9 b:x=10", "b:x=10" },
        { "a:x=3 a:y=12 a:z=30", "a:z=30 a:~=15" }, // y goes with x, or x would come out by subtraction
        { "a:x=3 a:y=4 a:z=30", "a:~=37" }, // 7 together are still too few
        { "a:x=6 a:y=7 a:z=30", "a:z=30 a:~=13" },
        { "a:x=3 a:y=12", "a:~=15" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Small_strata_go_together_and_small_units_out(string given, string left) => Text(Shown(Answers(given))).ShouldBe(left);

    [Fact]
    public void No_group_that_is_left_is_below_the_smallest_and_none_was_put_together_alone() =>
        Gen.Int[1, 30].Array[1, 8].Sample(sizes =>
        {
            var given = Answers(string.Join(' ', sizes.Select((size, at) => $"a:s{at}={size}")));
            var (hidden, shown) = (Hide(given), Shown(given));
            return shown.GroupBy(answer => answer.Stratum).All(group => group.Count() >= 10) && hidden.Answers == shown.Length
                && (sizes.Sum() < 10 ? shown.IsEmpty && hidden.LeftOut is ["a"] : shown.Length == sizes.Sum())
                && hidden.Merged.Values.All(strata => strata > 1 || sizes.Length == 1);
        });

    [Fact]
    public void Neither_answers_given_here_nor_imported_ones_are_few_in_what_is_shown() =>
        Gen.Select(Gen.Int[0, 30], Gen.Int[0, 30]).Array[1, 6].Sample(sizes =>
        {
            AnswerGroup[] groups = [.. sizes.Where(size => size.Item1 + size.Item2 > 0).Select((size, at) => new AnswerGroup("a", $"s{at}", size.Item1 + size.Item2) { Imported = size.Item2 })];
            var hidden = SmallGroups.Of([.. groups], 10);
            return hidden.Shown.All(shown => IsSafe(groups.Where(group => shown.Strata.Contains(group.Stratum))))
                && (hidden.LeftOut.IsEmpty ? hidden.Answers == groups.Sum(group => group.Answers) : !IsSafe(groups));
            static bool IsSafe(IEnumerable<AnswerGroup> some) => some.Sum(group => group.Own) is 0 or >= 10 && some.Sum(group => group.Imported) is 0 or >= 10 && some.Sum(group => group.Answers) >= 10;
        });

    [Fact]
    public void Read_from_any_place_on_the_same_rows_come_in_the_same_order() =>
        Gen.Select(Gen.Int[1, 30].Array[1, 6], Gen.Int[0, 60]).Sample((sizes, from) =>
        {
            Answer[] given = [.. Answers(string.Join(' ', sizes.Select((size, at) => $"a:s{at}={size}"))).Select((answer, at) => answer with { Values = answer.Values.Add("q", $"{at % 7}") })];
            Answer[] mixed = [.. Enumerable.Reverse(given)];
            var hidden = Hide([.. given]);
            var all = hidden.Steady(group => group.Steady((unit, stratum) => given.Where(answer => answer.Stratum == stratum), Key), 0).Select(AnswerBatches.Write).ToList();
            var rest = hidden.Steady(group => group.Steady((unit, stratum) => mixed.Where(answer => answer.Stratum == stratum), Key), from).Select(AnswerBatches.Write);
            return all.Count == hidden.Answers && rest.SequenceEqual(all.Skip(from));
        });

    /// <summary>Values that are emptied later must not be told by where their rows stand.</summary>
    [Fact]
    public void The_order_of_rows_tells_nothing_of_what_they_hold()
    {
        Answer[] given = [.. Answers("a:x=40").Select((answer, at) => answer with { Values = answer.Values.Add("age", $"{20 + at}") })];
        string[] Ages(string key) => [.. Hide([.. given]).Steady(group => group.Steady((_, _) => given, key), 0).Select(answer => answer.Values["age"])];
        Ages(Key).SequenceEqual(Ages(Key).Order(StringComparer.Ordinal)).ShouldBeFalse();
        Ages(Key).SequenceEqual(Ages(new('7', 64))).ShouldBeFalse("another key gives another order");
        Ages(Key).Order(StringComparer.Ordinal).ShouldBe(given.Select(answer => answer.Values["age"]));
    }

    [Fact]
    public void The_units_left_out_are_named() => Hide(Answers("a:x=9 b:x=10")).LeftOut.ShouldBe(["a"]);

    private static SmallGroups Hide(ImmutableArray<Answer> answers) => SmallGroups.Of(AnswerOutline.Of(answers).Groups, 10);

    private static ImmutableArray<Answer> Shown(ImmutableArray<Answer> answers) => [.. Hide(answers).Rows((unit, stratum) => [.. answers.Where(answer => (answer.Unit, answer.Stratum) == (unit, stratum))])];

    private static ImmutableArray<Answer> Answers(string groups) => [.. groups.Split(' ').SelectMany(group =>
    {
        var parts = group.Split(':', '=');
        return Enumerable.Repeat(new Answer(parts[0], parts[1], AnswerMode.Link, "", "1", ImmutableSortedDictionary<string, string>.Empty), int.Parse(parts[2], System.Globalization.CultureInfo.InvariantCulture));
    })];

    private static string Text(ImmutableArray<Answer> answers) => string.Join(' ', answers.GroupBy(answer => $"{answer.Unit}:{answer.Stratum}").OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => $"{group.Key}={group.Count()}"));
}
