using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Mailing;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Surveys.Collection;

/// <summary>Slips and letters speak every language the pages of a survey speak.</summary>
public sealed class SpokenWordsTests
{
    [Fact]
    public void Every_word_of_slips_and_letters_is_there_in_three_languages_with_the_same_places()
    {
        Check(SlipWords.In);
        Check(MailWords.In);
        SlipWords.In("fr").ShouldBeNull();
        MailWords.In("fr").ShouldBeNull();
    }

    private static void Check<T>(Func<string, T?> speak)
        where T : class
    {
        foreach (var word in typeof(T).GetProperties().Where(word => word.PropertyType == typeof(string) && word.Name != "Code"))
        {
            string[] said = [.. new[] { "vi", "en", "km" }.Select(code => (string)word.GetValue(speak(code).ShouldNotBeNull()).ShouldNotBeNull())];
            said.Distinct().Count().ShouldBe(3, word.Name);
            said.Select(text => text.Split("{0}").Length).Distinct().ShouldHaveSingleItem(word.Name);
            said[2].Replace("{0}", "", StringComparison.Ordinal).ShouldMatch(@"^[\p{IsKhmer}\s]+$", word.Name);
        }
    }
}
